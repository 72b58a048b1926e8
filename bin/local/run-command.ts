import { type Command, CommanderError } from 'commander';

import { errorText, WrongArgumentError } from '../../local/local-run-error';
import { EXIT_CODES } from '../../local/report/verdict';

/** Reads arguments; help and mistakes end in an error that {@link runCommand} knows, after they were printed. */
export function parse<Arguments extends object>(command: Command, argv: readonly string[]): Arguments {
  return command
    .exitOverride()
    .parse([...argv], { from: 'user' })
    .opts<Arguments>();
}

/**
 * Runs a command to its exit code; errors are printed.
 *
 * @param failed exit code for an error that is no wrong argument
 */
export async function runCommand(main: () => Promise<number>, failed: number): Promise<number> {
  try {
    return await main();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_CODES.passed : EXIT_CODES.wrongArgument;
    console.error(errorText(error));
    return error instanceof WrongArgumentError ? EXIT_CODES.wrongArgument : failed;
  }
}
