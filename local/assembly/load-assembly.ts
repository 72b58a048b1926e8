import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssetManifestArtifact, CloudAssembly, CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

import { WrongArgumentError } from '../local-run-error';
import { AssemblyError } from './assembly-errors';
import {
  type Asset,
  type EnvironmentTemplates,
  LOCAL_ACCOUNT,
  type Resource,
  type StackTemplate,
} from './environment-templates';
import { refuseConditions } from './refuse-conditions';

const NESTED_PREFIX = 'assembly-';

/** By which a stack says what is there already: read as a resource of that type, which has no place in a template. */
const ANNOUNCED: Readonly<Record<string, string>> = { 'Tributary::ExistingDatabase': 'ExistingDatabase' };

/** Stands for the region of a stack that names none. */
const FALLBACK_REGION = 'us-east-1';

interface RawResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/**
 * Reads every environment of a synthesized app.
 *
 * @param directory the cloud assembly, e.g. `cdk.out`
 * @returns the environments by name
 * @throws AssemblyError when there is no assembly, it holds no environment, or something in it depends on a condition
 */
export function loadAssembly(directory: string): Map<string, EnvironmentTemplates> {
  const root = resolve(directory);
  if (!existsSync(join(root, 'manifest.json'))) {
    throw new AssemblyError(`there is no synthesized app in ${root}: run \`npm run synth\``);
  }
  const environments = new Map<string, EnvironmentTemplates>();
  for (const nested of new CloudAssembly(root).nestedAssemblies) {
    const environment = nested.id.startsWith(NESTED_PREFIX) ? nested.id.slice(NESTED_PREFIX.length) : nested.id;
    const assembly = nested.nestedAssembly;
    const stacks = assembly.stacksRecursively.map((artifact) => readStack(artifact));
    environments.set(environment, { environment, stacks });
  }
  if (environments.size === 0) throw new AssemblyError(`the app in ${root} holds no environment`);
  return environments;
}

/**
 * @throws WrongArgumentError naming the environments there are
 */
export function selectEnvironment(
  environments: ReadonlyMap<string, EnvironmentTemplates>,
  name: string,
): EnvironmentTemplates {
  const found = environments.get(name);
  if (found === undefined) {
    throw new WrongArgumentError(
      `\`--environment\` must be one of ${[...environments.keys()].join(', ')}, got: ${name}`,
    );
  }
  return found;
}

function readStack(artifact: CloudFormationStackArtifact): StackTemplate {
  const template = artifact.template;
  refuseConditions(artifact.stackName, template);
  const { account, region } = artifact.environment;
  const resources = new Map<string, Resource>();
  const stack: StackTemplate = {
    stackName: artifact.stackName,
    account: account === 'unknown-account' ? LOCAL_ACCOUNT : account,
    region: region === 'unknown-region' ? FALLBACK_REGION : region,
    resources,
    parameters: template.Parameters ?? {},
    mappings: template.Mappings ?? {},
    outputs: template.Outputs ?? {},
    assets: readAssets(artifact),
    dependsOn: artifact.dependencies.flatMap((other) =>
      other instanceof CloudFormationStackArtifact ? [other.stackName] : [],
    ),
  };
  for (const [logicalId, raw] of Object.entries<RawResource>({
    ...template.Resources,
    ...announced(template.Metadata),
  })) {
    const dependsOn = raw.DependsOn === undefined ? [] : [raw.DependsOn].flat();
    resources.set(logicalId, {
      stack,
      logicalId,
      type: raw.Type,
      properties: raw.Properties ?? {},
      dependsOn,
      deletionPolicy: raw.DeletionPolicy,
      updateReplacePolicy: raw.UpdateReplacePolicy,
    });
  }
  return stack;
}

function announced(metadata: Readonly<Record<string, unknown>> = {}): Record<string, RawResource> {
  return Object.fromEntries(
    Object.entries(ANNOUNCED)
      .filter(([type]) => metadata[type] !== undefined)
      .map(([type, logicalId]) => [logicalId, { Type: type, Properties: metadata[type] as Record<string, unknown> }]),
  );
}

function readAssets(artifact: CloudFormationStackArtifact): Asset[] {
  const assets: Asset[] = [];
  for (const dependency of artifact.dependencies) {
    if (!(dependency instanceof AssetManifestArtifact)) continue;
    const manifestFolder = resolve(dependency.file, '..');
    for (const file of Object.values(dependency.contents.files ?? {})) {
      if (file.source.path === undefined) continue;
      const path = resolve(manifestFolder, file.source.path);
      for (const destination of Object.values(file.destinations ?? {})) {
        assets.push({
          objectKey: destination.objectKey,
          path,
          packaging: file.source.packaging === 'zip' ? 'zip' : 'file',
        });
      }
    }
  }
  return assets;
}
