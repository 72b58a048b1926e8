/** Name of the reference walkthrough, by which reports know its proofs. */
export const WALKTHROUGH = 'P1';

/** One claim about what runs, and whether the run bore it out. */
export interface Proof {
  /** Name of the walkthrough, or of the pipeline, that it is about. */
  readonly pipeline: string;
  readonly id: string;
  readonly claim: string;
  readonly expected: string;
  readonly actual: string;
  readonly passed: boolean;
}
