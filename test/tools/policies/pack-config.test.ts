import { CATALOG } from '../../../policies/catalog';
import { configProblems } from '../../../tools/policies/pack-config';
import type { PackConfig } from '../../../tools/policies/types';

const LEVELS = 'the level is none of advisory, mandatory, disabled, remediate';

describe('a configuration of the pack', () => {
  test.each<[unknown]>([
    [{}],
    [{ all: 'advisory' }],
    [{ all: { enforcementLevel: 'disabled' }, exemptions: { enforcementLevel: 'advisory' } }],
    [{ 'rds-multi-az': 'disabled', 'rds-multi-az-graph': { enforcementLevel: 'mandatory' } }],
    [{ 'rds-multi-az': {} }],
    [{ 'rds-backup-retention': { minDays: 14 } }],
  ])('can hold: %j', (config) => {
    expect(configProblems(config as PackConfig, CATALOG)).toEqual([]);
  });

  test.each<[unknown, (string | RegExp)[]]>([
    [[], ['the configuration of the pack is no object']],
    [{ 'rds-no-such': 'advisory' }, [/^rds-no-such is no policy of the pack; it has /]],
    [{ all: null }, ['all is neither a level nor an object']],
    [{ all: 'severe' }, [`all: ${LEVELS}`]],
    [{ 'rds-multi-az': { enforcementLevel: 'severe' } }, [`rds-multi-az: ${LEVELS}`]],
    [{ 'rds-multi-az': { enforcementLevel: null } }, [`rds-multi-az: ${LEVELS}`]],
    [{ all: { enforcementLevel: null } }, [`all: ${LEVELS}`]],
    [{ all: 'severe', 'rds-multi-az': {} }, [`all: ${LEVELS}`]],
    [
      { all: { minDays: 3 } },
      ['all: minDays is no parameter of it, it sets a level alone; give it to the policy that it is of'],
    ],
    [
      { exemptions: { enforcementLevel: 'advisory', foo: 1, bar: 2 } },
      [
        'exemptions: foo is no parameter of it, it sets a level alone; give it to the policy that it is of',
        'exemptions: bar is no parameter of it, it sets a level alone; give it to the policy that it is of',
      ],
    ],
    [{ 'rds-backup-retention': { days: 3 } }, ['rds-backup-retention: days is no parameter of this control']],
  ])('cannot hold: %j', (config, problems) => {
    expect(configProblems(config as PackConfig, CATALOG)).toEqual(
      problems.map((problem): unknown => (typeof problem === 'string' ? problem : expect.stringMatching(problem))),
    );
  });
});
