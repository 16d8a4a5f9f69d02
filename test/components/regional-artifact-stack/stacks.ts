import path from 'node:path';
import { RegionalArtifactStack } from '../../../components/regional-artifact-stack';
import { readStackConfig, type StackConfig } from '../../../components/stack-config/read';
import { readStackFile } from '../../../tools/monitor';
import { record } from '../record';

export const REGION_STACKS = ['us-east-1', 'eu-west-1', 'ap-southeast-1'] as const;
export type StackName = (typeof REGION_STACKS)[number] | 'local';

/** What a local stack is handed once its servers run. */
const RUN_TIME = {
  'gl-artifacts:bucketName': 'gl-artifacts-local',
  'gl-artifacts:endpoint': JSON.stringify({ url: 'https://127.0.0.1:8333', forcePathStyle: true, caFile: 'ca.pem' }),
  'gl-artifacts:credentials': JSON.stringify({ source: 'tenant-directory', directory: 's3' }),
  'gl-artifacts:database': JSON.stringify({
    mode: 'existing',
    host: '127.0.0.1',
    port: 5432,
    name: 'gl_artifacts',
    tls: 'off',
    auth: { mode: 'password-directory', directory: 'database' },
    masterUser: 'gl_master',
  }),
};

/** The committed file of a stack, as a program is handed it. */
export const valuesOf = async (stack: StackName): Promise<Record<string, string>> => ({
  ...(await readStackFile(path.join(__dirname, '..', '..', '..', `Pulumi.${stack}.yaml`))),
  ...(stack === 'local' ? RUN_TIME : {}),
});

/** What the committed file of a stack comes to. */
export const configOf = async (stack: StackName): Promise<StackConfig> => readStackConfig(await valuesOf(stack));

type Recorded = ReturnType<typeof record<RegionalArtifactStack>>;
const recorded = new Map<string, Recorded>();

/** Everything that a stack registers, at a preview unless `known`. What is committed is recorded once for all tests. */
export function recordStack(stack: StackName, change?: Partial<StackConfig>, known = false): Recorded {
  const make = async (): Recorded => {
    const config = { ...(await configOf(stack)), ...change };
    return record(() => new RegionalArtifactStack('store', config), known);
  };
  if (change !== undefined) return make();
  const key = `${stack} ${known}`;
  const found = recorded.get(key) ?? make();
  recorded.set(key, found);
  return found;
}
