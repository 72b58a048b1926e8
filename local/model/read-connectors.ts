import { roleName } from '../access/read-roles';
import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import { followReference, requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { findAsset } from './find-asset';
import { generatedTopic } from './generated-topic';
import { ModelError } from './model-errors';
import type { ConnectorModel } from './platform';
import { CAPTURE_TAG, PIPELINE_TAG, tagOf } from './tag-of';

/** How the local broker can be reached, as a template says it. */
const CLUSTER_ACCESS = {
  'KafkaClusterClientAuthentication.AuthenticationType': 'IAM',
  'KafkaClusterEncryptionInTransit.EncryptionType': 'TLS',
};

const CONNECTOR = 'AWS::KafkaConnect::Connector';

export function readConnectors(templates: EnvironmentTemplates, resolver: TemplateResolver): ConnectorModel[] {
  return resourcesOfType(templates, CONNECTOR).map((resource) => readConnector(templates, resource, resolver));
}

export function readConnector(
  templates: EnvironmentTemplates,
  resource: Resource,
  resolver: TemplateResolver,
): ConnectorModel {
  // Names of topics hang on nothing that only a deployment knows.
  const given = resource.properties.ConnectorConfiguration as Readonly<Record<string, unknown>> | undefined;
  const { topics, 'topic.prefix': topicPrefix } = given ?? {};
  return {
    resource,
    name: resolver.text(resource, 'ConnectorName'),
    pipeline: tagOf(resource, PIPELINE_TAG),
    capture: tagOf(resource, CAPTURE_TAG),
    consumes: typeof topics === 'string' ? topics.split(',').map((topic) => topic.trim()) : [],
    topicPrefix: typeof topicPrefix === 'string' ? topicPrefix : undefined,
    topic: generatedTopic(given ?? {}),
    kafkaConnectVersion: resolver.text(resource, 'KafkaConnectVersion'),
    pluginArchive: pluginArchive(templates, resource, resolver),
    workerConfiguration: workerConfiguration(templates, resource),
    role: executionRole(templates, resource, resolver),
  };
}

/** Name of the role by which MSK Connect authenticates, which is the one way that the local broker knows. */
function executionRole(templates: EnvironmentTemplates, resource: Resource, resolver: TemplateResolver): string {
  for (const [property, value] of Object.entries(CLUSTER_ACCESS)) {
    const found = resolver.text(resource, property);
    if (found !== value) throw new ModelError(resource, `\`${property}\` must be ${value}, got: ${found}`);
  }
  const { ServiceExecutionRoleArn: arn } = resource.properties;
  return roleName(requireReference(templates, resource, 'ServiceExecutionRoleArn', arn, 'AWS::IAM::Role'), resolver);
}

function pluginArchive(templates: EnvironmentTemplates, resource: Resource, resolver: TemplateResolver): string {
  const plugins = resource.properties.Plugins as { CustomPlugin: { CustomPluginArn: unknown } }[] | undefined;
  const [first] = plugins ?? [];
  if (plugins?.length !== 1 || first === undefined)
    throw new ModelError(resource, '`Plugins` must hold exactly one plugin');
  const arn = first.CustomPlugin.CustomPluginArn;
  const plugin = requireReference(templates, resource, 'Plugins', arn, 'AWS::KafkaConnect::CustomPlugin');
  return readPluginArchive(plugin, resolver);
}

/** Absolute path of the archive of a `AWS::KafkaConnect::CustomPlugin`. */
export function readPluginArchive(plugin: Resource, resolver: TemplateResolver): string {
  const archive = findAsset(plugin, resolver.text(plugin, 'Location.S3Location.FileKey'));
  // The CDK leaves assets of stacks that a command was not about as they are, without building them.
  if (archive.packaging !== 'file') {
    throw new ModelError(plugin, 'its archive was not built: synthesize the whole app with `npm run synth`');
  }
  return archive.path;
}

function workerConfiguration(templates: EnvironmentTemplates, resource: Resource): Resource | undefined {
  const reference = resource.properties.WorkerConfiguration as { WorkerConfigurationArn: unknown } | undefined;
  return reference && followReference(templates, resource.stack, reference.WorkerConfigurationArn);
}
