import {
  type EnvironmentTemplates,
  type Resource,
  resourceId,
  type StackTemplate,
} from '../assembly/environment-templates';
import { crossStackOutput, intrinsicOf } from '../assembly/follow-reference';
import { REF } from '../assembly/value-source';

/** Tells the values that an attribute has had apart; the same text as long as the attribute keeps its value. */
export type AttributeVersion = (resource: Resource, attribute: string) => string;

const SUB_NAME = /\$\{(?!!)([^}]+)\}/g;

/**
 * A template's value in a form that is equal exactly where CloudFormation would compute an equal one: values of other stacks
 * are spelled out, and a reference carries the version of what it refers to.
 */
export function comparableValue(
  value: unknown,
  stack: StackTemplate,
  templates: EnvironmentTemplates,
  version: AttributeVersion,
): unknown {
  const compare = (inner: unknown): unknown => comparableValue(inner, stack, templates, version);
  if (Array.isArray(value)) return value.map(compare);
  if (value === null || typeof value !== 'object') return value;
  const intrinsic = intrinsicOf(value);
  if (intrinsic === undefined) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, compare(inner)]));
  }
  const { name, argument } = intrinsic;
  const output = crossStackOutput(templates, name, argument);
  if (output !== undefined) return comparableValue(output.value, output.stack, templates, version);
  switch (name) {
    case 'Ref':
      return reference(String(argument), REF, stack, version);
    case 'Fn::GetAtt': {
      const [logicalId = '', ...attribute] =
        typeof argument === 'string' ? argument.split('.') : (argument as string[]);
      return reference(logicalId, attribute.join('.'), stack, version);
    }
    case 'Fn::Sub':
      return { [name]: compare(argument), refersTo: substituted(argument, stack, version) };
    case 'Fn::FindInMap':
      return { [name]: compare(argument), mapping: stack.mappings[String([argument].flat()[0])] };
    default:
      return { [name]: compare(argument) };
  }
}

function reference(logicalId: string, attribute: string, stack: StackTemplate, version: AttributeVersion): unknown {
  const resource = stack.resources.get(logicalId);
  if (resource === undefined) return { Ref: logicalId, default: stack.parameters[logicalId]?.Default };
  return { resource: resourceId(resource), attribute, version: version(resource, attribute) };
}

function substituted(argument: unknown, stack: StackTemplate, version: AttributeVersion): unknown[] {
  return [...String([argument].flat()[0]).matchAll(SUB_NAME)].map(([, name = '']) => {
    const [logicalId = '', ...attribute] = name.split('.');
    return reference(logicalId, attribute.length === 0 ? REF : attribute.join('.'), stack, version);
  });
}
