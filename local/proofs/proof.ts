/** One claim about a pipeline, and whether the run bore it out. */
export interface Proof {
  readonly pipeline: string;
  readonly id: string;
  readonly claim: string;
  readonly expected: string;
  readonly actual: string;
  readonly passed: boolean;
}
