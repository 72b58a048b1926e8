import { LocalRunError } from '../local-run-error';

/** A server cannot be given what its template says. */
export class ServerConfigError extends LocalRunError {}

/** A statement that the query engine refused, ended, or did not answer. */
export class QueryError extends LocalRunError {
  constructor(
    readonly sql: string,
    readonly reason: string,
    options?: ErrorOptions,
  ) {
    super(`the query failed: ${reason}\n${sql.replace(/^/gm, '    ')}`, options);
  }
}
