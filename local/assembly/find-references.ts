import type { EnvironmentTemplates, Resource, StackTemplate } from './environment-templates';
import { resourceId } from './environment-templates';
import { crossStackOutput, intrinsicOf } from './follow-reference';
import { REF } from './value-source';

/** One `Ref` or `Fn::GetAtt`, wherever it stands. */
export interface Reference {
  readonly resource: Resource;
  /** `Ref` or the attribute's name. */
  readonly attribute: string;
}

const SUB_NAME = /\$\{(?!!)([^}]+)\}/g;

/** Every reference to a resource that a value makes, also within `Fn::Sub`, also through other stacks' outputs. */
export function findReferences(templates: EnvironmentTemplates, stack: StackTemplate, value: unknown): Reference[] {
  const references: Reference[] = [];
  const add = (logicalId: string, attribute: string): void => {
    const resource = stack.resources.get(logicalId);
    if (resource !== undefined) references.push({ resource, attribute });
  };
  const walk = (item: unknown): void => {
    if (item === null || typeof item !== 'object') return;
    const intrinsic = intrinsicOf(item);
    if (intrinsic?.name === 'Ref') add(String(intrinsic.argument), REF);
    if (intrinsic?.name === 'Fn::GetAtt') {
      const [logicalId, ...attribute] =
        typeof intrinsic.argument === 'string' ? intrinsic.argument.split('.') : (intrinsic.argument as string[]);
      add(String(logicalId), attribute.join('.'));
    }
    if (intrinsic?.name === 'Fn::Sub') {
      for (const [, name = ''] of String([intrinsic.argument].flat()[0]).matchAll(SUB_NAME)) {
        const [logicalId = '', ...attribute] = name.split('.');
        add(logicalId, attribute.length === 0 ? REF : attribute.join('.'));
      }
    }
    const output = intrinsic && crossStackOutput(templates, intrinsic.name, intrinsic.argument);
    if (output !== undefined) references.push(...findReferences(templates, output.stack, output.value));
    for (const inner of Object.values(item)) walk(inner);
  };
  walk(value);
  return references;
}

/** Everything that resources need, directly or through others, themselves included. */
export function findClosure(templates: EnvironmentTemplates, roots: readonly Resource[]): Map<string, Resource> {
  const closure = new Map<string, Resource>();
  const pending = [...roots];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const current = next;
    if (closure.has(resourceId(current))) continue;
    closure.set(resourceId(current), current);
    pending.push(
      ...findReferences(templates, current.stack, current.properties).map((reference) => reference.resource),
    );
    for (const logicalId of current.dependsOn) {
      const dependency = current.stack.resources.get(logicalId);
      if (dependency !== undefined) pending.push(dependency);
    }
  }
  return closure;
}
