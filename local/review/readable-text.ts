import { followReference } from '../assembly/follow-reference';
import type { EnvironmentComparison } from './compare-environments';
import { plainName } from './resource-name';

const STACK_OUTPUT = /\{"Fn::GetStackOutput":(\{[^{}]*\})\}/g;
const IMPORT = /\{"Fn::ImportValue":"([^"]*)"\}/g;
const SUB = /\{"Fn::Sub":"([^"]*)"\}/g;
const REFERENCE = /\$\{([A-Za-z0-9]+)(\.[A-Za-z0-9.]+)?\}/g;

/** Hash that the CDK ends logical ids with. */
const LOGICAL_ID_HASH = /[0-9A-F]{8}$/;

/**
 * A text with intrinsic functions in it, as `cdk diff` spells them, with names that a reader knows: what a reference leads to,
 * also through another stack's output, by its name or its place among the constructs.
 */
export function readableText(comparison: EnvironmentComparison, stackName: string, text: string): string {
  return text
    .replace(STACK_OUTPUT, (_, argument: string) =>
      output(comparison, stackName, { 'Fn::GetStackOutput': JSON.parse(argument) }),
    )
    .replace(IMPORT, (_, name: string) => output(comparison, stackName, { 'Fn::ImportValue': name }))
    .replace(SUB, '$1')
    .replace(REFERENCE, (whole, logicalId: string) => named(comparison, stackName, { Ref: logicalId }) ?? whole);
}

function output(comparison: EnvironmentComparison, stackName: string, value: Record<string, unknown>): string {
  const found = named(comparison, stackName, value);
  if (found !== undefined) return found;
  const argument = Object.values(value)[0] as string | { readonly OutputName: string };
  const name = typeof argument === 'string' ? argument : argument.OutputName;
  return `\${${name.replace(LOGICAL_ID_HASH, '')}}`;
}

function named(comparison: EnvironmentComparison, stackName: string, value: unknown): string | undefined {
  for (const templates of [comparison.after, comparison.before]) {
    const stack = templates.stacks.find((candidate) => candidate.stackName === stackName);
    const resource = stack && followReference(templates, stack, value);
    if (resource !== undefined) return `\${${plainName(comparison, resource)}}`;
  }
  return undefined;
}
