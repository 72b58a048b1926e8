import { CloudAssembly } from 'aws-cdk-lib/cx-api';

import type { EnvironmentTemplates } from '../assembly/environment-templates';
import { loadAssembly } from '../assembly/load-assembly';

/** A template as the CDK wrote it. */
export type Template = Record<string, unknown> & { readonly Resources?: Record<string, RawResource> };

interface RawResource {
  readonly Type: string;
  readonly Metadata?: Record<string, unknown>;
}

/** A synthesized app, every environment of it. */
export interface SynthesizedApp {
  readonly environments: ReadonlyMap<string, EnvironmentTemplates>;
  /** By stack name. */
  readonly templates: ReadonlyMap<string, Template>;
}

/** @param directory the cloud assembly */
export function readApp(directory: string): SynthesizedApp {
  const stacks = new CloudAssembly(directory).stacksRecursively;
  return {
    environments: loadAssembly(directory),
    templates: new Map(stacks.map((stack) => [stack.stackName, stack.template as Template])),
  };
}

/** Where a resource stands in its stack's tree of constructs; its logical id where that is not known. */
export function constructPath(app: SynthesizedApp, stackName: string, logicalId: string): string {
  const path = app.templates.get(stackName)?.Resources?.[logicalId]?.Metadata?.['aws:cdk:path'];
  if (typeof path !== 'string') return logicalId;
  const [, , ...inStack] = path.replace(/(\/(Resource|Default))+$/, '').split('/');
  return inStack.length === 0 ? logicalId : inStack.join('/');
}
