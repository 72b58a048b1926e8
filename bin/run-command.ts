import { causeChain, LocalRunError } from '../local/local-run-error';
import { exitCodeOf, InterruptedError } from '../local/processes/interruption';

/**
 * Runs a command, and ends the process with the exit code that it answers: 1 when it fails, and what shells report when it was
 * interrupted.
 *
 * @param actionable kinds of errors that a user can act on
 */
export function runCommand(
  main: () => Promise<number>,
  actionable: readonly (abstract new (...args: never[]) => Error)[] = [LocalRunError],
): void {
  main()
    .catch((error: unknown) => {
      // What a user can act on is a message; anything else is a defect, and its place in the code matters.
      const known = actionable.some((kind) => error instanceof kind);
      console.error(known ? causeChain(error).join('\n  because: ') : error);
      return error instanceof InterruptedError ? exitCodeOf(error.signal) : 1;
    })
    .then((exitCode) => process.exit(exitCode));
}
