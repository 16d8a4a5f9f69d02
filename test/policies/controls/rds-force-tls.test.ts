import { rdsForceTls } from '../../../policies/controls/rds-force-tls';
import { graphOf } from '../../../policies/graph/graph';
import { UNKNOWN_TEXT } from '../stack';
import { resourceOf } from '../graph/resource';

const INSTANCE = 'aws:rds/instance:Instance';

/** The word on a replica that names neither engine nor group, in another region than its source. */
function wordOnDistant(engine: unknown) {
  const source = resourceOf(INSTANCE, 'source', { region: 'eu-west-1', identifier: 'gl', engine });
  const replica = resourceOf(
    INSTANCE,
    'replica',
    { region: 'us-east-1', replicateSourceDb: UNKNOWN_TEXT },
    { replicateSourceDb: [source] },
  );
  const judgements = rdsForceTls.graph!.judge(graphOf([source, replica], new Map()), {});
  return judgements.find(({ urn }) => urn === replica.urn)?.outcome;
}

describe('a replica in another region than its source that names no group', () => {
  test.each(['postgres', undefined])('has the default of an engine that is PostgreSQL: %p', (engine) => {
    expect(wordOnDistant(engine)).toMatchObject({ verdict: 'fail', at: { property: ['parameterGroupName'] } });
  });

  test('is not asked where its source is of another engine', () => {
    expect(wordOnDistant('mysql')).toMatchObject({ verdict: 'not applicable' });
  });

  test('waits for an engine that is not known', () => {
    expect(wordOnDistant(UNKNOWN_TEXT)).toMatchObject({ verdict: 'unverifiable', final: false });
  });
});
