import type { ConnectorModel, PlatformModel } from '../model/platform';

/** Who has which role, by the role's name: captures, pipelines, functions and the client host, as people know them. */
export function roleOwners(
  { connectors, jobs, bootstraps, checks }: Pick<PlatformModel, 'connectors' | 'jobs' | 'bootstraps' | 'checks'>,
  operatorRole: string | undefined,
): ReadonlyMap<string, string> {
  return new Map([
    ...connectors.map((connector) => [connector.role, ownerOf(connector)] as const),
    ...jobs.map(({ role, pipeline }) => [role, `pipeline ${pipeline}`] as const),
    ...bootstraps.map(({ role, resource }) => [role, `bootstrap of ${resource.stack.stackName}`] as const),
    ...checks.map(({ role, resource }) => [role, `check of ${resource.stack.stackName}`] as const),
    ...(operatorRole === undefined ? [] : [[operatorRole, 'client host'] as const]),
  ]);
}

function ownerOf({ pipeline, capture, name }: ConnectorModel): string {
  if (pipeline !== undefined) return `pipeline ${pipeline}`;
  return capture === undefined ? `connector ${name}` : `capture ${capture}`;
}
