/** A file or folder that an asset's destination key leads to. */
export interface Asset {
  /** Object key that templates refer to, e.g. `<hash>.zip`. */
  readonly objectKey: string;
  /** Absolute path of the file, or of the folder that would be zipped. */
  readonly path: string;
  readonly packaging: 'file' | 'zip';
}

/** One stack's synthesized template with what its assembly says about it. */
export interface StackTemplate {
  readonly stackName: string;
  readonly account: string;
  readonly region: string;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly parameters: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly mappings: Readonly<Record<string, Record<string, Record<string, unknown>>>>;
  readonly outputs: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: unknown } }>>;
  readonly assets: readonly Asset[];
  /** Names of stacks of the environment that are deployed before it. */
  readonly dependsOn: readonly string[];
}

/** One resource of one template, with its properties as synthesized (unresolved); or what a stack says is there already. */
export interface Resource {
  readonly stack: StackTemplate;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
  readonly dependsOn: readonly string[];
  /** What becomes of it when its resource leaves the template: `Delete` unless written. */
  readonly deletionPolicy?: string;
  /** What becomes of the old one when it is replaced: `Delete` unless written. */
  readonly updateReplacePolicy?: string;
}

/** All templates of one environment (one CDK stage). */
export interface EnvironmentTemplates {
  readonly environment: string;
  readonly stacks: readonly StackTemplate[];
}

/** Account that stands for the one an environment-agnostic stack is deployed to. */
export const LOCAL_ACCOUNT = '000000000000';

/** `<stack name>/<logical id>`: unique within an environment. */
export function resourceId(resource: Resource): string {
  return `${resource.stack.stackName}/${resource.logicalId}`;
}

/** All resources of a type, in template order. */
export function resourcesOfType(templates: EnvironmentTemplates, type: string): Resource[] {
  return templates.stacks.flatMap((stack) =>
    [...stack.resources.values()].filter((resource) => resource.type === type),
  );
}
