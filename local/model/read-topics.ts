import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';
import type { TemplateResolver } from '../assembly/template-resolver';
import { parseProperties } from './parse-properties';
import type { TopicModel } from './platform';

export function readTopics(templates: EnvironmentTemplates, resolver: TemplateResolver): TopicModel[] {
  return resourcesOfType(templates, 'AWS::MSK::Topic').map((resource) => readTopic(resource, resolver));
}

export function readTopic(resource: Resource, resolver: TemplateResolver): TopicModel {
  const configs = resolver.property(resource, 'Configs');
  return {
    resource,
    name: resolver.text(resource, 'TopicName'),
    partitions: Number(resolver.text(resource, 'PartitionCount')),
    replicationFactor: Number(resolver.text(resource, 'ReplicationFactor')),
    config: configs === undefined ? {} : parseProperties(Buffer.from(String(configs), 'base64').toString('utf8')),
  };
}
