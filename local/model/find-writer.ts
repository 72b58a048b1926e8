import { type EnvironmentTemplates, resourceId } from '../assembly/environment-templates';
import { findReferences } from '../assembly/find-references';
import type { LocalValues } from '../session/local-values';
import type { Credentials } from '../session/running-platform';
import type { DatabaseModel, PlatformModel } from './platform';

/** Name of the user whose rows are an application's: the one that a walkthrough writes as. */
export const WRITER_USER = 'app';

/**
 * The user that writes to a database's sample tables: the one of that name among the secrets of its bootstrap.
 *
 * @returns undefined when the bootstrap makes no such user
 */
export function findWriter(
  templates: EnvironmentTemplates,
  model: Pick<PlatformModel, 'bootstraps'>,
  database: DatabaseModel,
  local: LocalValues,
): Credentials | undefined {
  for (const { resource } of model.bootstraps) {
    const references = findReferences(templates, resource.stack, resource.properties).map((found) => found.resource);
    if (!references.some((found) => resourceId(found) === resourceId(database.resource))) continue;
    for (const secret of references.filter((found) => found.type === 'AWS::SecretsManager::Secret')) {
      const value = JSON.parse(local.secret(secret).value) as { username?: string; password?: string };
      if (value.username === WRITER_USER && value.password !== undefined) {
        return { user: value.username, password: value.password };
      }
    }
  }
  return undefined;
}
