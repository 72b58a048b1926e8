import { AssemblyError } from './assembly-errors';

interface Part {
  readonly Condition?: unknown;
}

/** The parts of a template in which something can depend on a condition. */
export interface ConditionalTemplate {
  readonly Resources?: Readonly<Record<string, Part & { readonly Type: string; readonly Metadata?: unknown }>>;
  readonly Outputs?: Readonly<Record<string, Part>>;
}

/** Of the CDK itself, where it is asked to report which constructs are used: nothing here reads it or refers to it. */
const METADATA_TYPE = 'AWS::CDK::Metadata';

/**
 * Refuses a template of which a deployment would decide what is in it. Conditions that nothing depends on are all right.
 *
 * @throws AssemblyError naming stack, resource or output, and condition
 */
export function refuseConditions(stackName: string, { Resources = {}, Outputs = {} }: ConditionalTemplate): void {
  for (const [logicalId, { Metadata: _, ...resource }] of Object.entries(Resources)) {
    if (resource.Type !== METADATA_TYPE) refusePart(`resource ${stackName}/${logicalId}`, resource);
  }
  for (const [name, output] of Object.entries(Outputs)) refusePart(`output ${stackName}.Outputs.${name}`, output);
}

/** `Condition` means one only at the top: below it is a word of policies. */
function refusePart(what: string, part: Part): void {
  if (part.Condition !== undefined) refuse(what, 'must have no `Condition`', part.Condition);
  const [choice] = choices(part);
  if (choice !== undefined) refuse(what, 'must not choose by `Fn::If`', [choice].flat()[0]);
}

function refuse(what: string, rule: string, condition: unknown): never {
  throw new AssemblyError(
    `${what} ${rule}, got: ${JSON.stringify(condition)}. Conditions are decided by a deployment and not read here: decide while the app is synthesized`,
  );
}

/** Arguments of every `Fn::If` in a value. */
function choices(value: unknown): unknown[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]) => (key === 'Fn::If' ? [inner] : choices(inner)));
}
