import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError } from './model-errors';
import type { WorkGroupModel } from './platform';

/** The one that the local engine stands for, and the only one that reads Delta tables. */
export const ATHENA_ENGINE = 'Athena engine version 3';

const WORK_GROUP = 'AWS::Athena::WorkGroup';

/** What the local run does, and a workgroup must say therefore. With settings of a client's own, nothing would be proven. */
const WANTED: Readonly<Record<string, unknown>> = {
  State: 'ENABLED',
  'WorkGroupConfiguration.EngineVersion.SelectedEngineVersion': ATHENA_ENGINE,
  'WorkGroupConfiguration.EnforceWorkGroupConfiguration': true,
};
const DEFAULTS: Readonly<Record<string, unknown>> = { State: 'ENABLED' };

/**
 * The workgroup of an environment that people ask in, if it has one. Others beside it are of functions, which say where they write.
 *
 * @throws ModelError for a second one, and for one that the local run would not run as it is
 */
export function readWorkGroup(templates: EnvironmentTemplates, resolver: TemplateResolver): WorkGroupModel | undefined {
  const all = resourcesOfType(templates, WORK_GROUP);
  const [resource, second] = all.length > 1 ? all.filter((each) => isEnforced(each, resolver)) : all;
  if (second !== undefined) throw new ModelError(second, 'the local run has one workgroup, and this is a second one');
  if (resource === undefined) return undefined;
  for (const [property, wanted] of Object.entries(WANTED)) {
    requireValue(resource, property, wanted, resolver.property(resource, property) ?? DEFAULTS[property]);
  }
  return describeWorkGroup(resource, resolver);
}

/** One workgroup of an environment as it is. */
export function describeWorkGroup(resource: Resource, resolver: TemplateResolver): WorkGroupModel {
  const cutoff = resolver.property(resource, 'WorkGroupConfiguration.BytesScannedCutoffPerQuery');
  return {
    resource,
    name: resolver.text(resource, 'Name'),
    scanLimitBytes: cutoff === undefined ? undefined : BigInt(String(cutoff)),
    enforced: isEnforced(resource, resolver),
  };
}

/** URL below which its results are, once their bucket is there; undefined where each client says it. */
export function readOutputLocation(resource: Resource, resolver: TemplateResolver): string | undefined {
  const output = resolver.property(resource, 'WorkGroupConfiguration.ResultConfiguration.OutputLocation');
  return output === undefined ? undefined : String(output);
}

function isEnforced(resource: Resource, resolver: TemplateResolver): boolean {
  return resolver.property(resource, 'WorkGroupConfiguration.EnforceWorkGroupConfiguration') === true;
}

function requireValue(resource: Resource, property: string, wanted: unknown, value: unknown): void {
  if (value === wanted) return;
  throw new ModelError(resource, `\`${property}\` must be ${JSON.stringify(wanted)}, got: ${JSON.stringify(value)}`);
}
