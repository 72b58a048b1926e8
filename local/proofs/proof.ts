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

/** What a proof is called: a walkthrough's have its name in their ids, all others are called by what they are about. */
export function proofName(proof: Pick<Proof, 'pipeline' | 'id'>): string {
  return isOfWalkthrough(proof) ? proof.id : `${proof.pipeline} ${proof.id}`;
}

/** Whether a proof is one of a walkthrough, as `P1.3` is one of P1. */
export function isOfWalkthrough({ pipeline, id }: Pick<Proof, 'pipeline' | 'id'>): boolean {
  return id === pipeline || id.startsWith(`${pipeline}.`);
}
