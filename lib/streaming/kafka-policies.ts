import { Fn, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { ConnectorSpec } from '../../connectors/connector-spec';
import { topicPatterns } from '../../connectors/fragments/topic-patterns';
import { fail } from '../core/fail';
import { withRequiredActions } from './required-actions';

/** Names that stand for themselves in an ARN: nothing that IAM would read as a wildcard. */
const LITERAL_NAME = /^[A-Za-z0-9._-]{1,249}$/;

/** What has names in a cluster, called as the properties that hold them. */
type Kind = 'topics' | 'groups' | 'transactionalIds';

const ARN_PARTS: Readonly<Record<Kind, string>> = {
  topics: 'topic',
  groups: 'group',
  transactionalIds: 'transactional-id',
};

/** The ARN of a cluster, and the two parts of it that the ARNs of its topics and groups are made of. */
export interface ClusterArns {
  /** `arn:<partition>:kafka:<region>:<account>:cluster/<name>/<uuid>` */
  readonly cluster: string;
  /** `arn:<partition>:kafka:<region>:<account>` */
  readonly owner: string;
  /** `<name>/<uuid>` */
  readonly path: string;
}

/** @param clusterArn known at synth, or a token of the stack that the parts are used in */
export function clusterArns(clusterArn: string): ClusterArns {
  const [owner, path] = [0, 1].map((part) => Fn.select(part, Fn.split(':cluster/', clusterArn)));
  return { cluster: clusterArn, owner: `${owner}`, path: `${path}` };
}

/** Lets a client open a session with the cluster; every other intent needs it. */
export function clusterConnect(cluster: ClusterArns): iam.PolicyStatement {
  return allow(['Connect'], [cluster.cluster]);
}

/** Lets a client look at the cluster itself besides. AWS has it in every policy for MSK Connect, and Kafka's own tools ask for it. */
export function clusterSession(cluster: ClusterArns): iam.PolicyStatement {
  return allow(['Connect', 'DescribeCluster'], [cluster.cluster]);
}

/** Lets a client read records of these topics. Members of a consumer group need `groupUse` as well. */
export function topicRead(cluster: ClusterArns, topics: readonly string[]): iam.PolicyStatement {
  return allow(['DescribeTopic', 'ReadData'], arns(cluster, 'topics', topics));
}

/** Lets a client write records to these topics, and not create them. */
export function topicWrite(cluster: ClusterArns, topics: readonly string[]): iam.PolicyStatement {
  return allow(['DescribeTopic', 'WriteData'], arns(cluster, 'topics', topics));
}

/** Lets a client join these consumer groups and commit offsets in them. */
export function groupUse(cluster: ClusterArns, groups: readonly string[]): iam.PolicyStatement {
  return allow(['AlterGroup', 'DescribeGroup'], arns(cluster, 'groups', groups));
}

/**
 * Lets a client join groups whose names begin so. Wildcard: it ends their names with an id that it makes up at each start.
 * They hold no offsets: those are in groups that are named.
 */
export function transientGroupUse(cluster: ClusterArns, prefixes: readonly string[]): iam.PolicyStatement {
  return allow(['AlterGroup', 'DescribeGroup'], beginningSo(cluster, 'groups', prefixes));
}

/**
 * Lets a client write in transactions whose ids begin so; each topic still needs `topicWrite`, and offsets that are committed in
 * one `groupUse`. Wildcard: it ends the ids with one that it makes up at each start.
 */
export function transactionUse(cluster: ClusterArns, prefixes: readonly string[]): iam.PolicyStatement {
  return allow(['AlterTransactionalId', 'DescribeTransactionalId'], beginningSo(cluster, 'transactionalIds', prefixes));
}

/**
 * Lets a client use an idempotent producer, which is Kafka's default since 3.0. It writes nothing by itself: each topic
 * still needs `topicWrite`.
 */
export function idempotentWrite(cluster: ClusterArns): iam.PolicyStatement {
  return allow(['WriteDataIdempotently'], [cluster.cluster]);
}

/**
 * Lets a worker keep a topic of its own that is made beforehand: read, write, and look at its configuration, because
 * Connect refuses an offsets topic, and Debezium warns of a schema history, that would lose records.
 */
export function stateTopics(cluster: ClusterArns, topics: readonly string[]): iam.PolicyStatement {
  return allow(
    ['DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
    arns(cluster, 'topics', topics),
  );
}

/**
 * Lets a worker create and keep the topics that MSK Connect names `__amazon_msk_connect_<kind>_<connector>_<uuid>`.
 * Wildcard: the UUID is made with the connector, after its role. A connector's name has no `_`, so the pattern matches
 * the topics of this connector only.
 *
 * @param offsets whether MSK Connect makes a topic for offsets too: not where the worker's properties name one
 */
export function connectInternalTopics(
  cluster: ClusterArns,
  connectorName: string,
  offsets: 'made' | 'named',
): iam.PolicyStatement {
  const kinds = ['configs', ...(offsets === 'made' ? ['offsets'] : []), 'status'];
  const patterns = kinds.map((kind) => `__amazon_msk_connect_${kind}_${literal('topics', connectorName)}_*`);
  return allow(
    ['CreateTopic', 'DescribeTopic', 'DescribeTopicDynamicConfiguration', 'ReadData', 'WriteData'],
    patterns.map((pattern) => resourceArn(cluster, 'topics', pattern)),
  );
}

/**
 * Lets workers of one connector find each other. Wildcard: MSK Connect names the group and documents no more of the name
 * than this prefix. The groups hold no data: a member needs the internal topics of the connector besides.
 */
export function connectWorkerGroups(cluster: ClusterArns): iam.PolicyStatement {
  return allow(['AlterGroup', 'DescribeGroup'], [resourceArn(cluster, 'groups', '__amazon_msk_connect_*')]);
}

/**
 * What a Spark job does that reads these topics. Wildcard: Spark ends the names of its consumer groups with an id that it
 * makes up for each query. The groups hold no offsets: those are in the job's checkpoint.
 */
export function streamReadStatements(
  cluster: ClusterArns,
  topics: readonly string[],
  groupPrefix: string,
): iam.PolicyStatement[] {
  return withRequiredActions([
    clusterConnect(cluster),
    topicRead(cluster, topics),
    transientGroupUse(cluster, [`${groupPrefix}-`]),
  ]);
}

/**
 * What Redshift does that reads these topics into views, by the list of AWS's guide. Wildcard: that says nothing of how it names
 * its consumer groups. They hold no data: a reader needs the topics besides.
 */
export function warehouseReadStatements(cluster: ClusterArns, topics: readonly string[]): iam.PolicyStatement[] {
  return withRequiredActions([
    clusterConnect(cluster),
    topicRead(cluster, topics),
    allow(['AlterGroup', 'DescribeGroup'], [resourceArn(cluster, 'groups', '*')]),
  ]);
}

/** All that a connector may do in the cluster, and nothing that its specification does not name. */
export function connectorStatements(cluster: ClusterArns, spec: ConnectorSpec): iam.PolicyStatement[] {
  const offsetsTopic = spec.worker['offset.storage.topic'];
  const stateful = [...(offsetsTopic === undefined ? [] : [offsetsTopic]), ...spec.ownClients.topics];
  const { controlTopics, groupPrefixes, transactionalIdPrefixes } = spec.ownClients;
  const groups = [...(spec.consumes.length > 0 ? [`connect-${spec.name}`] : []), ...spec.ownClients.groups];
  return withRequiredActions([
    clusterSession(cluster),
    connectInternalTopics(cluster, spec.name, offsetsTopic === undefined ? 'made' : 'named'),
    connectWorkerGroups(cluster),
    ...(spec.consumes.length > 0 ? [topicRead(cluster, spec.consumes)] : []),
    ...(spec.produces.length > 0 ? [topicWrite(cluster, spec.produces)] : []),
    ...(stateful.length > 0 ? [stateTopics(cluster, stateful)] : []),
    ...(controlTopics.length > 0 ? [topicRead(cluster, controlTopics), topicWrite(cluster, controlTopics)] : []),
    ...(groups.length > 0 ? [groupUse(cluster, groups)] : []),
    ...(groupPrefixes.length > 0 ? [transientGroupUse(cluster, groupPrefixes)] : []),
    ...(transactionalIdPrefixes.length > 0 ? [transactionUse(cluster, transactionalIdPrefixes)] : []),
    ...(hasIdempotentProducer(spec) ? [idempotentWrite(cluster)] : []),
  ]);
}

/**
 * Connect turns idempotence off for the worker's producers unless told otherwise. A producer of the connector's own is
 * idempotent as soon as it waits for all replicas, which `acks` says.
 */
function hasIdempotentProducer(spec: ConnectorSpec): boolean {
  return Object.entries({ ...spec.worker, ...spec.config }).some(
    ([key, value]) =>
      (key.endsWith('enable.idempotence') && value === 'true') ||
      (key.endsWith('.producer.acks') && (value === 'all' || value === '-1')),
  );
}

function allow(actions: readonly string[], resources: string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({ actions: actions.map((action) => `kafka-cluster:${action}`), resources });
}

function arns(cluster: ClusterArns, kind: Kind, names: readonly string[]): string[] {
  if (names.length === 0) {
    fail('kafka-policies', `\`${kind}\` must name at least one, got: []`);
  }
  const literals = names.map((name) => literal(kind, name));
  // Wildcard: five hundred topics named one by one fit into no policy.
  const patterns = kind === 'topics' ? topicPatterns(literals) : literals;
  return patterns.map((pattern) => resourceArn(cluster, kind, pattern));
}

function beginningSo(cluster: ClusterArns, kind: Kind, prefixes: readonly string[]): string[] {
  return prefixes.map((prefix) => resourceArn(cluster, kind, `${literal(kind, prefix)}*`));
}

function literal(kind: Kind, name: string): string {
  if (!Token.isUnresolved(name) && !LITERAL_NAME.test(name)) {
    fail(
      'kafka-policies',
      `\`${kind}\` must be named with 1 to 249 letters, digits, \`.\`, \`_\` or \`-\`, got: ${name}`,
    );
  }
  return name;
}

/** ARN of what has names in the cluster, from a name or a pattern. */
export function resourceArn(cluster: ClusterArns, kind: Kind, name: string): string {
  return `${cluster.owner}:${ARN_PARTS[kind]}/${cluster.path}/${name}`;
}
