import { ledToStandIn } from '../../data/stand-in-address';
import { LocalRunError } from '../../local-run-error';
import type { CheckModel } from '../../model/platform';
import { callDatabaseFunction, DATABASE_ADDRESS, type FunctionInputs } from './call-database-function';

/** A database that cannot be captured, as the deployed check sees it. */
export class CheckError extends LocalRunError {}

/**
 * Calls the function of a schedule once, with what the schedule would hand over.
 *
 * @throws CheckError with every problem that the function found
 */
export async function runCheck({ resource, ...deployed }: CheckModel, inputs: FunctionInputs): Promise<void> {
  const name = `check-${resource.stack.stackName}-${resource.logicalId}`;
  const input = JSON.parse(inputs.resolver.text(resource, 'Target.Input')) as Readonly<Record<string, unknown>>;
  const event = ledToStandIn(input, DATABASE_ADDRESS, inputs.local);
  const answer = await callDatabaseFunction(name, deployed, event, inputs);
  const { problems } = (answer ?? {}) as { readonly problems?: readonly string[] };
  if (problems === undefined || problems.length > 0) {
    throw new CheckError(
      `${name} found: ${problems?.join('; ') ?? `no list of problems, but ${JSON.stringify(answer)}`}`,
    );
  }
}
