import { roleName } from '../access/read-roles';
import { type EnvironmentTemplates, resourcesOfType } from '../assembly/environment-templates';
import { requireReference } from '../assembly/follow-reference';
import type { TemplateResolver } from '../assembly/template-resolver';
import { ModelError } from './model-errors';

/**
 * Name of the role of the one instance that people sign in to.
 *
 * @throws ModelError for a second instance
 */
export function readOperatorRole(templates: EnvironmentTemplates, resolver: TemplateResolver): string | undefined {
  const [instance, second] = resourcesOfType(templates, 'AWS::EC2::Instance');
  if (second !== undefined)
    throw new ModelError(second, 'there is a client host already: which one is the operator on?');
  if (instance === undefined) return undefined;
  const property = 'IamInstanceProfile';
  const reference = instance.properties[property];
  const profile = requireReference(templates, instance, property, reference, 'AWS::IAM::InstanceProfile');
  const [role] = profile.properties.Roles as readonly unknown[];
  return roleName(requireReference(templates, profile, 'Roles.0', role, 'AWS::IAM::Role'), resolver);
}
