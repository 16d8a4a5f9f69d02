import { NO_CONFIGURATION } from '../configuration';
import { notKnownYet, PASS, type Control, type Judgement, type Outcome, type StackResource } from '../control';
import { notPostgres } from '../databases';
import type { Graph } from '../graph/graph';
import { apart, SOURCE, sourceOf } from '../graph/replicas';
import { DB_CLUSTER, DB_CLUSTER_PARAMETERS, DB_INSTANCE, DB_INSTANCE_PARAMETERS } from '../graph/tokens';
import { nist, pci, securityHub } from '../mappings';
import { fail, unless, type Exception } from '../outcomes';
import { read, readList } from '../reading/read';

const FORCE = 'rds.force_ssl';

/**
 * What is no matter of the groups of instances: Aurora has the parameter at the level of the cluster alone.
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html
 */
const OF_AURORA: Exception = {
  property: 'family',
  holds: (family) => String(family).startsWith('aurora'),
  because: "the cluster's group has the parameter",
};

function judgeGroup(props: object): Outcome {
  const property = ['parameters'];
  const list = readList(props, ...property);
  if (list.state === 'unknown') return notKnownYet(list.path, { property });
  const parameters = (list.state === 'known' ? list.value : []).map((one, index) => ({
    index,
    name: one.state === 'known' ? read(one.value, 'name') : one,
    value: one.state === 'known' ? read(one.value, 'value') : one,
  }));
  const own = parameters.find(({ name }) => name.state === 'known' && name.value === FORCE);
  if (own === undefined) {
    const open = parameters.some(({ name }) => name.state === 'unknown');
    return open ? notKnownYet('the name of a parameter', { property }) : fail(`${FORCE} is not set`, property);
  }
  const at = [...property, own.index];
  if (own.value.state === 'unknown') return notKnownYet(`the value of ${FORCE}`, { property: at });
  const on = own.value.state === 'known' && String(own.value.value) === '1';
  return on ? PASS : fail(`${FORCE} is not 1`, at);
}

/**
 * The word on an instance that names no group: a read replica has its source's within one region, any other instance the
 * engine's default.
 *
 * Source: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_CreateDBInstanceReadReplica.html
 */
function judgeUnnamed(graph: Graph, database: StackResource, property: string): Outcome {
  const byDefault = fail(`${property} names no group, so that the default of the engine holds`, [property]);
  const source = sourceOf(graph, database);
  if (source === undefined) return byDefault;
  if (source.kind === 'unknown') return notKnownYet(SOURCE, { property: [SOURCE] });
  if (source.kind === 'outside')
    return { verdict: 'unverifiable', unknown: 'which group its source has', final: true, at: { property: [SOURCE] } };
  return apart(graph, database, source.instance)
    ? unless(graph.inputsOf(source.instance).props, [notPostgres('engine')], byDefault)
    : { verdict: 'not applicable', because: 'it has the group of its source' };
}

/** The word on a database: that it has a group of its own; what is in the group is the group's matter. */
function judgeDatabase(graph: Graph, database: StackResource, property: string, groups: readonly string[]): Outcome {
  const passed = (database.propertyDependencies[property] ?? []).some(({ type }) => groups.includes(type));
  if (passed) return PASS;
  const name = read(graph.inputsOf(database).props, property);
  if (name.state === 'absent') return judgeUnnamed(graph, database, property);
  if (name.state === 'unknown') return notKnownYet(property, { property: [property] });
  const near = graph.ofType(groups).filter((group) => !apart(graph, database, group));
  const same = near.some((group) => {
    const own = read(graph.inputsOf(group).props, 'name');
    return own.state === 'known' && own.value === name.value;
  });
  if (same) return PASS;
  return {
    verdict: 'unverifiable',
    unknown: `what is in the group that ${property} names`,
    final: true,
    at: { property: [property] },
  };
}

const CLUSTER = ['dbClusterParameterGroupName', DB_CLUSTER, DB_CLUSTER_PARAMETERS] as const;
const INSTANCE = ['parameterGroupName', DB_INSTANCE, DB_INSTANCE_PARAMETERS] as const;

/** The parameter literally 1: the default of an engine changes with its version. */
export const rdsForceTls: Control<object> = {
  id: 'rds-force-tls',
  title: 'Every PostgreSQL database refuses connections without TLS',
  intent:
    'A client that does not ask for TLS gets none and nobody notices: logins and rows go over the network in plain. The server has to refuse.',
  severity: 'high',
  level: 'mandatory',
  mappings: [...securityHub('partial', 'RDS.38'), ...nist('own', 'SC-8', 'SC-8(1)'), ...pci('exact', '4.2.1')],
  remediation: [
    `give the database a parameter group with ${FORCE} = 1, and pass the group itself.`,
    'restart the database when the engine asks for it.',
  ],
  notApplicable: [
    'Engines other than PostgreSQL.',
    'Instances of a cluster, and groups for instances of Aurora: the group of the cluster has the parameter.',
    'Read replicas in the region of their source that name no group: they have the group of their source.',
  ],
  falsePositives: [
    "A version whose default is on fails until the group says so: the default is AWS's to change.",
    'A group of another stack is unverifiable, since its parameters are not in sight; so is a replica of an instance there that names no group.',
  ],
  configuration: NO_CONFIGURATION,
  tokens: [...DB_CLUSTER, ...DB_INSTANCE, ...DB_CLUSTER_PARAMETERS, ...DB_INSTANCE_PARAMETERS],
  content: ({ type, props }) =>
    DB_CLUSTER.includes(type) || DB_INSTANCE.includes(type)
      ? { verdict: 'deferred', because: 'its parameter group is another resource' }
      : unless(
          props,
          [notPostgres('family'), ...(DB_INSTANCE_PARAMETERS.includes(type) ? [OF_AURORA] : [])],
          judgeGroup(props),
        ),
  graph: {
    suffix: 'graph',
    judge: (graph) =>
      [CLUSTER, INSTANCE].flatMap(([property, databases, groups]) =>
        graph.ofType(databases).map((one): Judgement => ({
          urn: one.urn,
          outcome: unless(
            graph.inputsOf(one).props,
            [notPostgres('engine')],
            judgeDatabase(graph, one, property, groups),
          ),
        })),
      ),
  },
};
