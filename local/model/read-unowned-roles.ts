import { roleName } from '../access/read-roles';
import { type EnvironmentTemplates, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { readCustomResource } from './read-custom-resource';

/** Whose role is whose that no part of a run stands for, by the role's name: functions that make views, crawlers, and what starts tasks. */
export function readUnownedRoles(templates: EnvironmentTemplates, resolver: TemplateResolver): Map<string, string> {
  const makers = resourcesOfType(templates, 'Custom::AthenaView').map((resource) => {
    const { role } = readCustomResource(templates, resource, resolver);
    return [role, `views of ${resource.stack.stackName}`] as const;
  });
  const crawlers = resourcesOfType(templates, 'AWS::Glue::Crawler').map((resource) => {
    const role = requireReference(templates, resource, 'Role', resource.properties.Role, 'AWS::IAM::Role');
    return [roleName(role, resolver), `crawler of ${resource.stack.stackName}`] as const;
  });
  const tasks = resourcesOfType(templates, 'AWS::ECS::TaskDefinition').map((resource) => {
    const { ExecutionRoleArn } = resource.properties;
    const role = requireReference(templates, resource, 'ExecutionRoleArn', ExecutionRoleArn, 'AWS::IAM::Role');
    return [roleName(role, resolver), `tasks of ${resource.stack.stackName}`] as const;
  });
  return new Map([...makers, ...crawlers, ...tasks]);
}
