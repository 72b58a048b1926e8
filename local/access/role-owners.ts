import type { ConnectorModel, MergesModel, PlatformModel, RefreshModel } from '../model/platform';
import { UPKEEP } from '../model/read-jobs';

/** Who has which role, by the role's name: captures, pipelines, functions and the client host, as people know them. */
export function roleOwners(
  {
    connectors,
    jobs,
    upkeep,
    merges,
    bootstraps,
    checks,
    refreshes = [],
  }: Pick<PlatformModel, 'connectors' | 'jobs' | 'upkeep' | 'merges' | 'bootstraps' | 'checks'> & {
    readonly refreshes?: readonly RefreshModel[];
  },
  operatorRole: string | undefined,
): ReadonlyMap<string, string> {
  return new Map([
    ...connectors.map((connector) => [connector.role, ownerOf(connector)] as const),
    ...jobs.map(({ role, pipeline }) => [role, `pipeline ${pipeline}`] as const),
    ...(upkeep === undefined ? [] : [[upkeep.role, UPKEEP] as const]),
    ...merges.flatMap(ownersOfMerges),
    ...bootstraps.map(({ role, resource }) => [role, `bootstrap of ${resource.stack.stackName}`] as const),
    ...refreshes.map(({ role, resource }) => [role, `refresh of ${resource.stack.stackName}`] as const),
    ...checks.map(({ role, resource }) => [role, `check of ${resource.stack.stackName}`] as const),
    ...(operatorRole === undefined ? [] : [[operatorRole, 'client host'] as const]),
  ]);
}

function ownersOfMerges({ pipeline, roles: { maker, merger, reader } }: MergesModel): [string, string][] {
  return [
    [maker, `tables of ${pipeline}`],
    ...(merger === undefined ? [] : [[merger, `pipeline ${pipeline}`] as [string, string]]),
    ...(reader === undefined ? [] : [[reader, 'warehouse'] as [string, string]]),
  ];
}

function ownerOf({ pipeline, capture, name }: ConnectorModel): string {
  if (pipeline !== undefined) return `pipeline ${pipeline}`;
  return capture === undefined ? `connector ${name}` : `capture ${capture}`;
}
