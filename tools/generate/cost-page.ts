import { ADR_LOAD, gibPerDay, storageCost } from '../cost/storage-cost';
import { auditOfReadsUsd, keyRequestsUsd, storageChoices, usageLines } from '../cost/usage-cost';
import { usageFacts, type UsageFacts } from '../cost/usage-facts';
import { idleMonthlyCost, type PricedResource } from '../cost/idle-monthly-cost';
import idle from '../cost/prices.json';
import prices from '../cost/usage-prices.json';
import type { StackResources } from './stack-reference';

const dollars = (usd: number): string => Math.round(usd).toLocaleString('en-US');
const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map((_, i) => (i === 0 ? '---' : '--:'))), ...rows.map(row)].join('\n');

const longestOf = ({ classes }: UsageFacts) => classes.reduce((a, b) => (b.days > a.days ? b : a));

function choicesOf(facts: UsageFacts): string {
  const rows = facts.classes.flatMap(({ name, days }) => {
    const choices = storageChoices(ADR_LOAD, facts, name);
    const standard = choices.find(({ what }) => what.endsWith('STANDARD alone'))!;
    return choices.map(({ what, usdPerMonth }) => [
      `${name}, ${days} days: ${what}`,
      dollars(usdPerMonth),
      dollars(standard.usdPerMonth - usdPerMonth),
    ]);
  });
  return table(['everything in class', 'USD a month', 'saves over STANDARD'], rows);
}

function usageOf(facts: UsageFacts): string {
  const { days } = longestOf(facts);
  const lines = usageLines(ADR_LOAD, facts, ADR_LOAD.objectsPerDay * days);
  const total = lines.reduce((sum, { usdPerMonth }) => sum + usdPerMonth, 0);
  return table(
    ['', 'basis', 'USD a month'],
    [
      ...lines.map(({ what, basis, usdPerMonth }) => [what, basis, dollars(usdPerMonth)]),
      ['**all**', '', `**${dollars(total)}**`],
    ],
  );
}

function regionOf(facts: UsageFacts): string {
  const keys = keyRequestsUsd(ADR_LOAD, facts);
  const { gib } = storageCost(ADR_LOAD, facts.region, longestOf(facts).days);
  return `## ${facts.region}${facts.replica === undefined ? '' : `, replicated to ${facts.replica.region}`}

### Storage, both copies

${choicesOf(facts)}

At rest in each copy at most ${dollars(gib)} GiB.

### Everything else

${usageOf(facts)}

A key of one's own (\`encryption: sse-kms\`) adds ${dollars(keys.withoutBucketKey)} a month in requests to KMS without a
bucket key, about ${dollars(keys.withBucketKey)} with one, which the components always turn on. Recording writes only
(\`optOuts.accessAuditReads\`) saves ${dollars(auditOfReadsUsd(ADR_LOAD))}.`;
}

const REGION = 'us-east-1';
const MANAGED_SECRET = { manageMasterUserPassword: true };
const priced = (type: string, inputs: Record<string, unknown>): PricedResource => ({
  urn: `urn:pulumi:stack::project::${type}::database`,
  type,
  inputs: { region: REGION, ...inputs },
  propertyDependencies: { clusterIdentifier: [`urn:pulumi:stack::project::${CLUSTER}::database`] },
});
const CLUSTER = 'aws:rds/cluster:Cluster';
const twice = (instanceClass: string): PricedResource[] =>
  [1, 2].map(() => priced('aws:rds/clusterInstance:ClusterInstance', { instanceClass }));

/** What each mode of a database comes to with its defaults, as long as nobody uses it. */
const DATABASES: Readonly<Record<string, readonly PricedResource[]>> = {
  'aurora-serverless, two instances at 0.5 capacity units': [
    priced(CLUSTER, { ...MANAGED_SECRET, serverlessv2ScalingConfiguration: { minCapacity: 0.5 } }),
    ...twice('db.serverless'),
  ],
  'aurora-provisioned, two db.r8g.large': [priced(CLUSTER, MANAGED_SECRET), ...twice('db.r8g.large')],
  'rds, db.m7g.large with its standby, 100 GiB each': [
    priced('aws:rds/instance:Instance', {
      ...MANAGED_SECRET,
      instanceClass: 'db.m7g.large',
      multiAz: true,
      storageType: 'gp3',
      allocatedStorage: 100,
    }),
  ],
};

const databases = (): string =>
  table(
    ['mode', 'USD a month'],
    Object.entries(DATABASES).map(([mode, resources]) => [mode, dollars(idleMonthlyCost(resources).usdPerMonth)]),
  );

/**
 * The page that says what a stack costs under the ADR's load: read from its resources and from `usage-prices.json`.
 *
 * @throws {RangeError} when a region has no known price
 */
export function costPage(stacks: readonly StackResources[]): string {
  const facts = stacks.map(({ stack, resources }) => usageFacts(stack, resources));
  const { bytesPerDay, objectsPerDay, readsPerObject } = ADR_LOAD;
  const pages = Object.entries(prices.pages).map(([what, page]) => `[${what}](${page})`);
  return `# What it costs

Generated from the stacks and \`tools/cost/usage-prices.json\` by \`npm run generate\`.

The load is the ADR's ${dollars(bytesPerDay / 1e12)} TB (${dollars(gibPerDay(ADR_LOAD))} GiB) a day, taken as ${dollars(objectsPerDay)} artifacts of ${bytesPerDay / objectsPerDay / 1e6} MB, each read
${readsPerObject} times while it is young, all in one region and one retention class, once as much leaves every day as comes in.
List prices of ${prices.asOf} in ${prices.currency}, taken ${prices.taken}: ${pages.join(', ')}. Left out: the database and what else is billed
while idle ([what the stacks create](reference/stacks.md)), reads of archived artifacts, early deletion (the components
write no transition that would pay for it), the storage of logs and reports, transfer to readers in other regions, discounts, taxes.

${facts.map(regionOf).join('\n\n')}

## The database, idle

In ${REGION}, by its mode; list prices of ${idle.databaseInstanceHour.postgres.asOf}, taken ${idle.taken}:
[Aurora](${idle.databaseInstanceHour['aurora-postgresql'].source}), [RDS](${idle.databaseInstanceHour.postgres.source}). Its storage on Aurora,
requests to it and backups beyond what is free come with use.

${databases()}
`;
}
