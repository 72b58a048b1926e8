import { type EnvironmentTemplates, type Resource, resourceId } from '../assembly/environment-templates';
import { findClosure } from '../assembly/find-references';
import { EXISTING_DATABASE } from '../model/read-databases';
import { isOfWarehouse } from '../model/read-merge-schedules';
import { WAREHOUSE_TABLE } from '../model/read-merges';
import { readPlatform } from '../model/read-platform';
import { isOfRefresh } from '../model/read-refreshes';
import { SERVICE } from '../model/read-services';
import { SCHEMA_RULES } from '../model/schema-rules';
import { allJobs } from '../session/running-platform';
import type { RunningEnvironment } from './running-environment';

const BOOTSTRAP = 'Custom::DatabaseBootstrap';
/** A warehouse is part of a run that has tables of it, and a schema of one whose tables are. */
const WAREHOUSES: readonly string[] = ['AWS::RedshiftServerless::Namespace', 'AWS::RedshiftServerless::Workgroup'];
const OF_TABLES: readonly string[] = ['Custom::WarehouseSchema', WAREHOUSE_TABLE];
const SCHEDULE = 'AWS::Scheduler::Schedule';
/** By which people ask for tables. */
const ASKING: readonly string[] = ['AWS::Athena::WorkGroup', 'AWS::Athena::NamedQuery'];
const VIEW = 'Custom::AthenaView';

/** Types of which a run may leave some out: it may run a part of the environment, with the databases that it needs. */
const SELECTED_TYPES: readonly string[] = [
  'AWS::KafkaConnect::Connector',
  'AWS::RDS::DBInstance',
  'AWS::RDS::DBCluster',
  EXISTING_DATABASE,
  BOOTSTRAP,
  SCHEDULE,
  'AWS::Glue::Job',
  SERVICE,
  SCHEMA_RULES,
  VIEW,
  ...ASKING,
  ...WAREHOUSES,
  ...OF_TABLES,
];

/**
 * Tells resources that the run has to do with from those of pipelines that it leaves out. What runs stays part of it, also
 * when no connector needs it any more.
 *
 * @throws ModelError for what the local run cannot run
 */
export function partOfRun(running: RunningEnvironment, next: EnvironmentTemplates): (resource: Resource) => boolean {
  const { platform, selection } = running;
  const model = readPlatform(next, running.session(next).resolver, selection, 'optional');
  const databases = [...model.databases, ...platform.databases.map((database) => database.model)];
  const connectors = [...model.connectors, ...platform.connectors.map((connector) => connector.model)];
  const jobs = [...model.jobs, ...allJobs(platform).map((job) => job.model)];
  const merges = [...model.merges, ...platform.merges.map((each) => each.model)];
  const mergingStacks = new Set(merges.map(({ resource }) => resource.stack.stackName));
  const connectorStacks = new Set(connectors.map(({ resource }) => resource.stack.stackName));
  const upkeep = model.upkeep === undefined ? [] : [model.upkeep];
  const all = [...databases, ...connectors, ...jobs, ...upkeep, ...model.bootstraps, ...model.checks];
  const ids = new Set([...all.map(({ resource }) => resource), ...model.services].map(resourceId));
  return (resource) => {
    if (!SELECTED_TYPES.includes(resource.type) || ids.has(resourceId(resource))) return true;
    // Of a capture, or over rows that a pipeline keeps: there is nothing to ask where its connector does not run.
    if (resource.type === SCHEMA_RULES || resource.type === VIEW || isScheduledRefresh(resource))
      return connectorStacks.has(resource.stack.stackName);
    if (ASKING.includes(resource.type)) return model.workGroup !== undefined || platform.queryEngine !== undefined;
    if (WAREHOUSES.includes(resource.type)) return merges.length > 0;
    if (OF_TABLES.includes(resource.type) || isOfMerge(resource)) return mergingStacks.has(resource.stack.stackName);
    // The instance of a cluster: it is part of whatever its cluster is part of.
    if (resource.properties.DBClusterIdentifier !== undefined) return true;
    if (resource.type !== BOOTSTRAP && resource.type !== SCHEDULE) return false;
    const templates = next.stacks.includes(resource.stack) ? next : running.state.templates;
    return [...findClosure(templates, [resource]).keys()].some((id) => ids.has(id));
  };
}

/** It has the query engine write. */
function isScheduledRefresh(resource: Resource): boolean {
  return resource.type === SCHEDULE && isOfRefresh(resource);
}

function isOfMerge(resource: Resource): boolean {
  return resource.type === SCHEDULE && isOfWarehouse(resource);
}
