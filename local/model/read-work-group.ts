import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError } from './model-errors';
import type { WorkGroupModel } from './platform';

/** The one that the local engine stands for, and the only one that reads Delta tables. */
export const ATHENA_ENGINE = 'Athena engine version 3';

/**
 * The workgroup of an environment, if it has one.
 *
 * @throws ModelError for a second one, another engine, one that is switched off, and settings that a client may replace:
 * they would not be those that the local run proves
 */
export function readWorkGroup(templates: EnvironmentTemplates, resolver: TemplateResolver): WorkGroupModel | undefined {
  const [resource, second] = resourcesOfType(templates, 'AWS::Athena::WorkGroup');
  if (second !== undefined) throw new ModelError(second, 'the local run has one workgroup, and this is a second one');
  if (resource === undefined) return undefined;
  const setting = (property: string): unknown => resolver.property(resource, property);
  require(resource, 'State', setting('State') ?? 'ENABLED', 'ENABLED');
  const { engine, enforced, limit } = {
    engine: 'WorkGroupConfiguration.EngineVersion.SelectedEngineVersion',
    enforced: 'WorkGroupConfiguration.EnforceWorkGroupConfiguration',
    limit: 'WorkGroupConfiguration.BytesScannedCutoffPerQuery',
  };
  require(resource, engine, setting(engine), ATHENA_ENGINE);
  require(resource, enforced, setting(enforced), true);
  const cutoff = setting(limit);
  return {
    resource,
    name: resolver.text(resource, 'Name'),
    scanLimitBytes: cutoff === undefined ? undefined : BigInt(String(cutoff)),
  };
}

function require(resource: Resource, property: string, value: unknown, wanted: unknown): void {
  if (value === wanted) return;
  throw new ModelError(resource, `\`${property}\` must be ${JSON.stringify(wanted)}, got: ${JSON.stringify(value)}`);
}
