import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  resourcesOfType,
} from '../assembly/environment-templates';
import { findClosure } from '../assembly/find-references';
import type { TemplateResolver } from '../assembly/template-resolver';
import { archivesRows } from './archive-bucket';
import { isIcebergSink } from './iceberg-sink';
import { plannedConfiguration } from './planned-configuration';
import type { PlatformModel } from './platform';
import { readBootstraps } from './read-bootstraps';
import { readBroker } from './read-broker';
import { readChecks } from './read-checks';
import { readConnectors } from './read-connectors';
import { namesAddress, readDatabases } from './read-databases';
import { readJobs, readUpkeep } from './read-jobs';
import { readMerges } from './read-merges';
import { readOperatorRole } from './read-operator-role';
import { readQueries } from './read-queries';
import { readServices } from './read-services';
import { readTopics } from './read-topics';
import { readWorkGroup } from './read-work-group';
import { refuseCatalogs } from './refuse-catalogs';
import { requireSelected, type Selection, selectFlow } from './select-flow';

/**
 * Makes the typed model of what a part of an environment, or all of it, needs.
 *
 * @param selection the part, with which comes whatever it reads from; undefined for all of the environment
 * @param connectors whether an environment without any is refused; one that is updated may come to have none
 * @throws SelectionError naming what there is
 * @throws ModelError for what the local run cannot run
 */
export function readPlatform(
  templates: EnvironmentTemplates,
  resolver: TemplateResolver,
  selection: Selection | undefined,
  connectors: 'required' | 'optional' = 'required',
): PlatformModel {
  const all = {
    connectors: readConnectors(templates, resolver),
    jobs: readJobs(templates, resolver),
    merges: readMerges(templates, resolver),
  };
  if (connectors === 'required') requireSelected(all, selection, templates.environment);
  const upkeep = asksForUpkeep(selection) ? readUpkeep(templates, resolver) : undefined;
  const selected = selection === undefined ? all : selectFlow(all, selection);
  refuseCatalogs(selected.connectors);
  const asking = selected.connectors.map((connector) => connector.resource);
  const services = readServices(templates, findClosure(templates, asking));
  const needed = findClosure(templates, [...asking, ...services]);
  const databases = readDatabases(templates).filter(
    (database) =>
      needed.has(resourceId(database.resource)) ||
      selected.connectors.some((connector) => namesAddress(connector.resource, database)),
  );
  const databaseIds = new Set(databases.map((database) => resourceId(database.resource)));
  const ofDatabases = ({ resource }: { readonly resource: Resource }): boolean =>
    databases.some((database) => namesAddress(resource, database)) ||
    [...findClosure(templates, [resource]).keys()].some((id) => databaseIds.has(id));
  const broker = readBroker(templates);
  // Nobody asks for tables that nothing of the part makes.
  const hasTables =
    selection === undefined ||
    selected.jobs.length > 0 ||
    selected.connectors.map(plannedConfiguration).some((sink) => isIcebergSink(sink) || archivesRows(sink));
  const workGroup = hasTables ? readWorkGroup(templates, resolver) : undefined;
  return {
    environment: templates.environment,
    databases,
    broker,
    topics: readTopics(templates, resolver),
    connectors: selected.connectors,
    bootstraps: readBootstraps(templates, resolver).filter(ofDatabases),
    checks: readChecks(templates, resolver).filter(ofDatabases),
    catalogTables: resourcesOfType(templates, 'AWS::Glue::Table'),
    jobs: selected.jobs,
    upkeep,
    merges: selected.merges,
    services,
    workGroup,
    queries: hasTables ? readQueries(templates, resolver, workGroup) : [],
    operatorRole: readOperatorRole(templates, resolver),
  };
}

/** What runs all of an environment runs it; a part does where something of it is played. */
function asksForUpkeep(selection: Selection | undefined): boolean {
  return selection === undefined || ('upkeep' in selection && selection.upkeep === true);
}
