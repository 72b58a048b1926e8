import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError } from './model-errors';
import type { WorkGroupModel } from './platform';

/** The one that the local engine stands for, and the only one that reads Delta tables. */
export const ATHENA_ENGINE = 'Athena engine version 3';

/** What the local run does, and a workgroup must say therefore. With settings of a client's own, nothing would be proven. */
const WANTED: Readonly<Record<string, unknown>> = {
  State: 'ENABLED',
  'WorkGroupConfiguration.EngineVersion.SelectedEngineVersion': ATHENA_ENGINE,
  'WorkGroupConfiguration.EnforceWorkGroupConfiguration': true,
};
const DEFAULTS: Readonly<Record<string, unknown>> = { State: 'ENABLED' };

/**
 * The workgroup of an environment, if it has one.
 *
 * @throws ModelError for a second one, and for one that the local run would not run as it is
 */
export function readWorkGroup(templates: EnvironmentTemplates, resolver: TemplateResolver): WorkGroupModel | undefined {
  const [resource, second] = resourcesOfType(templates, 'AWS::Athena::WorkGroup');
  if (second !== undefined) throw new ModelError(second, 'the local run has one workgroup, and this is a second one');
  if (resource === undefined) return undefined;
  for (const [property, wanted] of Object.entries(WANTED)) {
    requireValue(resource, property, wanted, resolver.property(resource, property) ?? DEFAULTS[property]);
  }
  const cutoff = resolver.property(resource, 'WorkGroupConfiguration.BytesScannedCutoffPerQuery');
  return {
    resource,
    name: resolver.text(resource, 'Name'),
    scanLimitBytes: cutoff === undefined ? undefined : BigInt(String(cutoff)),
  };
}

function requireValue(resource: Resource, property: string, wanted: unknown, value: unknown): void {
  if (value === wanted) return;
  throw new ModelError(resource, `\`${property}\` must be ${JSON.stringify(wanted)}, got: ${JSON.stringify(value)}`);
}
