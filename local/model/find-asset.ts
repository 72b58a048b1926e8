import type { Asset, Resource } from '../assembly/environment-templates';
import { ModelError } from './model-errors';

/**
 * The asset behind an object key that a resource names.
 *
 * @throws ModelError when the stack's asset manifest has no such key, as when the object is not made by this app
 */
export function findAsset(resource: Resource, objectKey: unknown): Asset {
  const asset = resource.stack.assets.find((candidate) => candidate.objectKey === objectKey);
  if (asset === undefined) {
    throw new ModelError(
      resource,
      `its code must be an asset of the app, got object key: ${JSON.stringify(objectKey)}`,
    );
  }
  return asset;
}
