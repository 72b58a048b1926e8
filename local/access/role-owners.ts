import type { Resource } from '../assembly/environment-templates';
import type { PlatformModel } from '../model/platform';

/** Tag by which the connector of a capture says which one it is. */
const CAPTURE_TAG = 'tributary:capture';

/** Who has which role, by the role's name: captures, pipelines, functions and the client host, as people know them. */
export function roleOwners(
  { connectors, jobs, bootstraps, checks }: Pick<PlatformModel, 'connectors' | 'jobs' | 'bootstraps' | 'checks'>,
  operatorRole: string | undefined,
): ReadonlyMap<string, string> {
  return new Map([
    ...connectors.map(({ role, pipeline, resource, name }) => [role, ownerOf(pipeline, resource, name)] as const),
    ...jobs.map(({ role, pipeline }) => [role, `pipeline ${pipeline}`] as const),
    ...bootstraps.map(({ role, resource }) => [role, `bootstrap of ${resource.stack.stackName}`] as const),
    ...checks.map(({ role, resource }) => [role, `check of ${resource.stack.stackName}`] as const),
    ...(operatorRole === undefined ? [] : [[operatorRole, 'client host'] as const]),
  ]);
}

function ownerOf(pipeline: string | undefined, resource: Resource, name: string): string {
  if (pipeline !== undefined) return `pipeline ${pipeline}`;
  const tags = resource.properties.Tags as readonly { readonly Key: string; readonly Value: string }[] | undefined;
  const capture = tags?.find(({ Key }) => Key === CAPTURE_TAG)?.Value;
  return capture === undefined ? `connector ${name}` : `capture ${capture}`;
}
