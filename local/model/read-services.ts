import { type EnvironmentTemplates, type Resource, resourcesOfType } from '../assembly/environment-templates';

export const SERVICE = 'AWS::ECS::Service';

/**
 * Services of containers that something asks: those of stacks whose load balancers it knows.
 *
 * @param reached everything that it needs, directly or through others
 */
export function readServices(templates: EnvironmentTemplates, reached: ReadonlyMap<string, Resource>): Resource[] {
  const stacks = new Set([...reached.values()].map(({ stack }) => stack));
  return resourcesOfType(templates, SERVICE).filter(({ stack }) => stacks.has(stack));
}
