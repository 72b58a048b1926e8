import type { Asset, EnvironmentTemplates, Resource, StackTemplate } from '../../local/assembly/environment-templates';

/** Part of a CloudFormation template, as a test writes it. */
export interface RawTemplate {
  readonly Resources?: Record<string, RawResource>;
  readonly Parameters?: StackTemplate['parameters'];
  readonly Mappings?: StackTemplate['mappings'];
  readonly Outputs?: StackTemplate['outputs'];
  readonly assets?: readonly Asset[];
}

export interface RawResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** Templates of one environment, by stack name, as the assembly loader would give them. */
export function environmentOf(stacks: Record<string, RawTemplate>, environment = 'dev'): EnvironmentTemplates {
  return {
    environment,
    stacks: Object.entries(stacks).map(([stackName, raw], index, all) => {
      const resources = new Map<string, Resource>();
      const stack: StackTemplate = {
        stackName,
        account: '000000000000',
        region: 'us-east-1',
        resources,
        parameters: raw.Parameters ?? {},
        mappings: raw.Mappings ?? {},
        outputs: raw.Outputs ?? {},
        assets: raw.assets ?? [],
        dependsOn: all.slice(0, index).map(([name]) => name),
      };
      for (const [logicalId, resource] of Object.entries(raw.Resources ?? {})) {
        resources.set(logicalId, {
          stack,
          logicalId,
          type: resource.Type,
          properties: resource.Properties ?? {},
          dependsOn: resource.DependsOn ?? [],
          deletionPolicy: resource.DeletionPolicy,
          updateReplacePolicy: resource.UpdateReplacePolicy,
        });
      }
      return stack;
    }),
  };
}

/** The resource of that logical id, whatever stack it is in. */
export function resourceOf(templates: EnvironmentTemplates, logicalId: string): Resource {
  for (const stack of templates.stacks) {
    const resource = stack.resources.get(logicalId);
    if (resource !== undefined) return resource;
  }
  throw new Error(`the test has no resource ${logicalId}`);
}
