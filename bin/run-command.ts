import { type Command, CommanderError } from 'commander';

import { causeChain, LocalRunError, WrongArgumentError } from '../local/local-run-error';
import { exitCodeOf, InterruptedError } from '../local/processes/interruption';

const WRONG_ARGUMENT = 64;

export interface CommandOptions {
  /** Exit code of an error that is no wrong argument. @default 1 */
  readonly failed?: number;
  /** Kinds of errors that a user can act on. @default - those of the local run */
  readonly actionable?: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
}

/** Runs a command, and ends the process with its exit code. */
export function runCommand(main: () => Promise<number>, options: CommandOptions = {}): void {
  exitCodeOfCommand(main, options).then((exitCode) => process.exit(exitCode));
}

/**
 * Runs a command; errors are printed.
 *
 * @returns what it answers, 64 for a wrong argument, what shells report when it was interrupted
 */
export async function exitCodeOfCommand(
  main: () => Promise<number>,
  { failed = 1, actionable = [LocalRunError] }: CommandOptions = {},
): Promise<number> {
  try {
    return await main();
  } catch (error) {
    // Printed by then.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_ARGUMENT;
    // What a user can act on is a message; anything else is a defect, and its place in the code matters.
    const known = actionable.some((kind) => error instanceof kind);
    console.error(known ? causeChain(error).join('\n  because: ') : error);
    if (error instanceof InterruptedError) return exitCodeOf(error.signal);
    return error instanceof WrongArgumentError ? WRONG_ARGUMENT : failed;
  }
}

/** Reads arguments; help and mistakes end in an error that {@link runCommand} knows, after they were printed. */
export function parse<Arguments extends object>(command: Command, argv: readonly string[]): Arguments {
  return command
    .exitOverride()
    .parse([...argv], { from: 'user' })
    .opts<Arguments>();
}
