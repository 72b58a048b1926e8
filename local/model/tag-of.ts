import type { Resource } from '../assembly/environment-templates';

/** Tag by which a connector or a job says to which pipeline it belongs. */
export const PIPELINE_TAG = 'tributary:pipeline';

/** Tag by which a connector says which capture it is. */
export const CAPTURE_TAG = 'tributary:capture';

/** Tag by which a database says which one of the configuration it is. */
export const DATABASE_TAG = 'tributary:database';

type Tags = readonly { readonly Key: string; readonly Value: string }[] | Readonly<Record<string, string>>;

/** Value of a resource's tag; some types have a list of tags, some a map. */
export function tagOf({ properties }: Resource, key: string): string | undefined {
  const tags = (properties.Tags ?? {}) as Tags;
  if (!Array.isArray(tags)) return (tags as Readonly<Record<string, string>>)[key];
  return tags.find((tag) => tag.Key === key)?.Value;
}
