import type { EnvironmentTemplates, StackTemplate } from '../assembly/environment-templates';
import { findReferences } from '../assembly/find-references';

/**
 * How many resources have to come before each resource of a stack, one after the other, by logical id: by `Ref`,
 * `Fn::GetAtt`, `Fn::Sub` and `DependsOn` within the stack. Resources of one depth do not need each other.
 */
export function dependencyDepths(templates: EnvironmentTemplates, stack: StackTemplate): Map<string, number> {
  const depths = new Map<string, number>();
  const depthOf = (logicalId: string): number => {
    const known = depths.get(logicalId);
    if (known !== undefined) return known;
    // Stands while its dependencies are followed: CloudFormation refuses a circle, and this one ends.
    depths.set(logicalId, 0);
    const needed = directDependencies(templates, stack, logicalId);
    const depth = needed.length === 0 ? 0 : 1 + Math.max(...needed.map(depthOf));
    depths.set(logicalId, depth);
    return depth;
  };
  for (const logicalId of stack.resources.keys()) depthOf(logicalId);
  return depths;
}

function directDependencies(templates: EnvironmentTemplates, stack: StackTemplate, logicalId: string): string[] {
  const resource = stack.resources.get(logicalId);
  if (resource === undefined) return [];
  const referred = findReferences(templates, stack, resource.properties)
    .filter((reference) => reference.resource.stack === stack)
    .map((reference) => reference.resource.logicalId);
  return [...new Set([...referred, ...resource.dependsOn])].filter((id) => id !== logicalId && stack.resources.has(id));
}
