import { LocalRunError } from '../local-run-error';

/** There is nothing to review: an unknown ref, or an app that does not synthesize. */
export class ReviewError extends LocalRunError {}
