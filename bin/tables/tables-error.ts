/** Something that the user of the command can act on: shown as its message, never as a stack trace. */
export class TablesError extends Error {}
