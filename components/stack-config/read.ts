import { validateAccountBaselineArgs, type AccountBaselineArgs } from '../account-baseline';
import { pairOf } from '../common/regions';
import { refuse, type ArgumentProblem } from '../problems';
import type { RegionalArtifactStackArgs } from '../regional-artifact-stack/args';
import { validateRegionalArtifactStackArgs } from '../regional-artifact-stack/validate';
import { NAMESPACE, parseSettings } from './parse';
import type { Settings } from './schema';

/** Configuration of a stack: complete, checked, and the same for the whole run. */
export type StackConfig = Readonly<ConfiguredStack>;

/** A region's stack, and in one stack of an account what the account has once. */
interface ConfiguredStack extends RegionalArtifactStackArgs {
  accountBaseline?: AccountBaselineArgs;
}

const CLASSES = [30, 90, 180, 365].map((days) => ({ name: `${days}-days`, days }));

/** What a stack has that says nothing else. */
function withDefaults(settings: Settings, region: string): ConfiguredStack {
  const { accountId = '', deletionPolicy, tags, permissionsBoundaryArn, accountBaseline, ...rest } = settings;
  const { keyAdministratorArns } = settings;
  const bucketName = settings.bucketName ?? `gl-artifacts-${region}`;
  const placement = {
    region,
    accountId,
    deletionPolicy: deletionPolicy ?? 'protect',
    tags: { 'gl-artifacts:region': region, ...tags },
    ...(permissionsBoundaryArn === undefined ? {} : { permissionsBoundaryArn }),
  };
  const trail = `${bucketName}-account`;
  return {
    encryption: 'sse-s3',
    uploadEncryption: 'require-header',
    objectLock: { mode: 'GOVERNANCE', days: 30 },
    retentionClasses: CLASSES,
    defaultRetentionClass: '90-days',
    replicaRegion: pairOf(region) ?? '',
    evidenceRetentionYears: 10,
    database: { mode: 'aurora-serverless' },
    provisionSchema: false,
    optOuts: {},
    ...rest,
    bucketName,
    placement,
    ...(accountBaseline === undefined
      ? {}
      : {
          accountBaseline: {
            ...accountBaseline,
            once: accountBaseline.once as true,
            ...(keyAdministratorArns === undefined ? {} : { keyAdministratorArns }),
            placement,
            trailName: trail,
            bucketName: trail,
          },
        }),
  };
}

/** Where in the stack's file an argument is set. */
const keyOf = (path: string): string => {
  if (path === 'placement.region') return 'aws:region';
  return `${NAMESPACE}:${path.replace(/^placement\./, '')}`;
};

/** Adds the problems of what the account has once. Its place is the stack's, and its names begin with the bucket's. */
function withAccount(ofStack: ArgumentProblem[], { accountBaseline }: ConfiguredStack): ArgumentProblem[] {
  if (accountBaseline === undefined) return ofStack;
  const said = new Set(ofStack.map(({ path }) => path));
  const ofAccount = validateAccountBaselineArgs(accountBaseline, 'accountBaseline').map((problem) => ({
    ...problem,
    path: problem.path.replace(
      /^accountBaseline\.(bucketName|trailName|placement|keyAdministratorArns)/,
      (_all, argument: string) => (/Name$/.test(argument) ? 'bucketName' : argument),
    ),
  }));
  return [...ofStack, ...ofAccount.filter(({ path }) => !said.has(path))];
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
};

/**
 * Reads the configuration of a stack. A setting that breaks its form counts as its default while the rules between
 * settings are judged, so that one run names everything that is wrong.
 *
 * @param values - `namespace:key` to text, as the engine hands them to a program
 * @throws {ArgumentError} with every problem, by the key of the stack's file
 * @example readStackConfig({ 'aws:region': 'eu-west-1', 'gl-artifacts:accountId': '111122223333', 'gl-artifacts:network': '{"mode":"create"}' })
 */
export function readStackConfig(values: Readonly<Record<string, string>>): StackConfig {
  const { settings, problems } = parseSettings(values);
  const config = withDefaults(settings, values['aws:region'] ?? '');
  const broken = problems.map(({ path }) => path);
  const covered = ({ path }: ArgumentProblem): boolean =>
    broken.some((other) => other.split(/[.[]/)[0] === path.split(/[.[]/)[0]);
  const between = withAccount(validateRegionalArtifactStackArgs(config), config)
    .map((problem) => ({ ...problem, path: keyOf(problem.path) }))
    .filter((problem) => !covered(problem));
  refuse('stack configuration', [...problems, ...between]);
  return frozen(config);
}
