import { LocalRunError } from '../local-run-error';

/** A workload that cannot begin or go on. What the server merely refuses is no error, but counted. */
export class WorkloadError extends LocalRunError {}
