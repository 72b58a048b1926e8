import type { ConnectorModel, PlatformModel } from '../model/platform';

/** Who has which role, by the role's name: captures, pipelines and the client host, as people know them. */
export function roleOwners(
  { connectors, jobs }: Pick<PlatformModel, 'connectors' | 'jobs'>,
  operatorRole: string | undefined,
): ReadonlyMap<string, string> {
  return new Map([
    ...connectors.map((connector) => [connector.role, ownerOf(connector)] as const),
    ...jobs.map(({ role, pipeline }) => [role, `pipeline ${pipeline}`] as const),
    ...(operatorRole === undefined ? [] : [[operatorRole, 'client host'] as const]),
  ]);
}

function ownerOf({ pipeline, capture, name }: ConnectorModel): string {
  if (pipeline !== undefined) return `pipeline ${pipeline}`;
  return capture === undefined ? `connector ${name}` : `capture ${capture}`;
}
