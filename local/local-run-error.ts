import { inspect } from 'node:util';

/** Something the user can act on: shown as its message and its causes, never as a stack trace. */
export class LocalRunError extends Error {
  constructor(message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** What a command was given cannot be meant. */
export class WrongArgumentError extends LocalRunError {}

/** What to show of an error: a message where a user can act on it; of a defect its place in the code, too. */
export function errorText(error: unknown): string {
  return error instanceof LocalRunError ? causeChain(error).join('\n  because: ') : inspect(error);
}

/** The message of an error and of everything that caused it, one line each, the outermost first. */
export function causeChain(error: unknown): string[] {
  const lines: string[] = [];
  for (let current: unknown = error; current !== undefined && current !== null; ) {
    lines.push(current instanceof Error ? current.message : String(current));
    current = current instanceof Error ? current.cause : undefined;
  }
  return lines;
}
