import { mapDrawn, type AccessScope } from '../../../../components/documents/access/scope';

const placed = (bucketName: string) => ({ bucketName, region: 'eu-west-1' });
const scope: AccessScope<string> = {
  region: 'eu-west-1',
  accountId: '111122223333',
  artifacts: [{ ...placed('artifacts'), kmsKeyArn: 'drawn' }, placed('replica')],
  evidence: { ...placed('evidence'), signingKeyArn: 'drawn' },
  trails: [{ ...placed('trails'), trailName: 'trail', kmsKeyArn: 'drawn' }],
  reports: [{ ...placed('reports'), kmsKeyArn: 'drawn' }],
  events: { queueName: 'events' },
  databaseResourceId: 'drawn',
};

describe('the scope of the roles', () => {
  test('has every value that AWS draws replaced, and nothing else', () => {
    const replaced = JSON.parse(JSON.stringify(scope).replaceAll('"drawn"', '{"known":"drawn"}')) as object;
    expect(mapDrawn(scope, (known) => ({ known }))).toEqual(replaced);
  });

  test('has none of what is not there', () => {
    const { region, accountId, artifacts, trails } = scope;
    const least = { region, accountId, artifacts, trails };
    expect(mapDrawn(least, (drawn) => drawn)).toStrictEqual(least);
  });
});
