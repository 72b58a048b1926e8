import { LocalRunError } from '../local-run-error';

/** A server cannot be given what its template says. */
export class ServerConfigError extends LocalRunError {}
