import { LocalRunError } from '../local-run-error';

/** The assembly is missing, or does not hold what was asked for. */
export class AssemblyError extends LocalRunError {}

/** A template's value that cannot be turned into a local one. */
export class UnresolvedValueError extends LocalRunError {
  /** @param at stack, logical id and property, e.g. `dev-Streaming/Cluster.Properties.ClusterName` */
  constructor(at: string, reason: string, options?: { readonly cause?: unknown }) {
    super(`${at}: ${reason}`, options);
  }
}
