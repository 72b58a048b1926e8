import { causeChain, LocalRunError } from '../local-run-error';
import { StoppingError } from '../processes/process-errors';
import { isOfWalkthrough, type Proof } from './proof';

/** Which proof it is, whatever comes of it. */
export type ProofSubject = Pick<Proof, 'pipeline' | 'id' | 'claim'>;

/** A proof needs what a step before it should have made. */
class NotReachedError extends LocalRunError {}

/**
 * The proofs of a run, each told as soon as it is decided. They do not hang on each other: one that throws is red, and only
 * those that need what was not made are not reached.
 */
export class ProofLog {
  private readonly decided: Proof[] = [];
  private isClosed = false;

  /** @param onDecided is given each proof once, and is waited for */
  constructor(private readonly onDecided: (proof: Proof) => void | Promise<void>) {}

  /** Walkthroughs by their ids, whichever was decided first; then all others as they were decided. */
  get proofs(): readonly Proof[] {
    const numbered = this.decided
      .filter(isOfWalkthrough)
      .sort((one, other) => one.id.localeCompare(other.id, 'en', { numeric: true }));
    return [...numbered, ...this.decided.filter((proof) => !isOfWalkthrough(proof))];
  }

  /** Decides nothing any more: the run is being stopped, and proofs only fail because of that. */
  close(): void {
    this.isClosed = true;
  }

  /** @throws StoppingError once it is closed */
  async record(proof: Proof): Promise<void> {
    this.requireOpen();
    this.decided.push(proof);
    await this.onDecided(proof);
  }

  /**
   * Decides one proof: what it throws is what it found.
   *
   * @throws StoppingError once it is closed
   */
  async attempt(subject: ProofSubject, work: () => Promise<Proof>): Promise<Proof> {
    this.requireOpen();
    const proof = await work().catch((error: unknown) => failedProof(subject, error));
    await this.record(proof);
    return proof;
  }

  /**
   * Makes what later proofs need.
   *
   * @returns gives what was made; where that failed it throws, and whoever needs it is not reached
   * @throws StoppingError once it is closed
   */
  async prepare<T>(name: string, work: () => Promise<T>): Promise<() => T> {
    this.requireOpen();
    try {
      const made = await work();
      return () => made;
    } catch (error) {
      const reason = error instanceof NotReachedError ? error : notReached(name, error);
      return () => {
        throw reason;
      };
    }
  }

  private requireOpen(): void {
    if (this.isClosed) throw new StoppingError('nothing more is proven: the run is being stopped');
  }
}

function notReached(name: string, error: unknown): NotReachedError {
  return new NotReachedError(`not reached: ${name}: ${causeChain(error).join(': ')}`);
}

/** A proof that came to no end. */
export function failedProof(subject: ProofSubject, error: unknown): Proof {
  return { ...subject, expected: 'no error', actual: causeChain(error).join('\nbecause: '), passed: false };
}
