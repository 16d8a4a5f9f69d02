import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { engineHome } from '../../../tools/engine';
import { exportState, operate, type ExportedResource, type Operation, type StackTools } from '../../../tools/stacks';
import { describeOnEngine, engineOfTest } from '../../helpers/engine';

const root = path.join(__dirname, '../../..');

/** AWS has these once for an account, wherever they are made from. */
const GLOBAL = [
  'aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock',
  'aws:iam/role:Role',
  'aws:iam/rolePolicy:RolePolicy',
  'aws:iam/rolePolicyAttachment:RolePolicyAttachment',
];

const stateful = /:(Bucket|Key|Cluster|ClusterInstance|Vault)$/;

describeOnEngine.each(['us-east-1', 'eu-west-1', 'ap-southeast-1'])(
  'the region stack %s on the Pulumi engine',
  (stack) => {
    let folder: string;
    let tools: StackTools;
    let state: ExportedResource[];
    beforeAll(async () => {
      folder = await mkdtemp(path.join(os.tmpdir(), 'gl-test-region-'));
      tools = { search: { engine: engineOfTest(), tried: [] }, homeDirectory: folder };
    });
    afterAll(() => rm(folder, { recursive: true, force: true }));
    const run = (operation: Operation) =>
      operate(tools, { operation, stack, directory: root, packs: [path.join(root, 'policies')] });
    const aws = () => state.filter(({ type }) => type.startsWith('aws:'));

    test('comes up with the policy pack watching, and then has nothing to change', async () => {
      const up = await run('up');
      expect([up.exitCode, up.policy, up.exitCode === 0 ? '' : up.text]).toEqual([0, [], '']);
      expect(up.outputs['runtimeConfig']).toMatchObject({ region: stack });
      const again = await run('preview');
      expect(again.policy).toEqual([]);
      expect(again.steps.filter(({ operation }) => operation !== 'same')).toEqual([]);
      state = await exportState(await engineHome(engineOfTest(), folder), root, stack);
      expect(aws().length).toBeGreaterThan(50);
    }, 180_000);

    test('has its region on every regional resource, and only two regions', () => {
      const regional = aws().filter(({ type }) => !GLOBAL.includes(type));
      expect(regional.filter(({ inputs }) => typeof inputs?.['region'] !== 'string').map(({ urn }) => urn)).toEqual([]);
      expect(new Set(regional.map(({ inputs }) => inputs?.['region'])).size).toBe(2);
      expect(regional.some(({ inputs }) => inputs?.['region'] === stack)).toBe(true);
    });

    test('has every resource below a component of its own, and what holds data protected', () => {
      const components = new Set(state.filter(({ type }) => type.startsWith('gl-artifacts:')).map(({ urn }) => urn));
      expect(
        aws()
          .filter(({ parent }) => !components.has(parent ?? ''))
          .map(({ urn }) => urn),
      ).toEqual([]);
      const unprotected = aws().filter(({ type, protect }) => stateful.test(type) && protect !== true);
      expect(unprotected.map(({ urn }) => urn)).toEqual([]);
    });

    test('makes the settings of a bucket one after the other, its policy last', () => {
      for (const bucket of aws().filter(({ type }) => type === 'aws:s3/bucket:Bucket')) {
        const settings = aws().filter(
          ({ propertyDependencies, type }) =>
            type !== 'aws:s3/bucketReplicationConfig:BucketReplicationConfig' &&
            (propertyDependencies?.['bucket'] ?? []).includes(bucket.urn),
        );
        const order: string[] = [];
        let last = bucket.urn;
        for (;;) {
          const next = settings.find(({ urn, dependencies }) => !order.includes(urn) && dependencies?.includes(last));
          if (next === undefined) break;
          order.push(next.urn);
          last = next.urn;
        }
        expect(order.length).toBe(settings.length);
        expect(order.at(-1)).toMatch(/:BucketPolicy::/);
      }
    });

    test('refuses to be destroyed', async () => {
      const refused = await run('destroy');
      expect(refused.exitCode).toBe(1);
      expect(refused.text).toMatch(/because it is protected/);
    }, 60_000);
  },
);
