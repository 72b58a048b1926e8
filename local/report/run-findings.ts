import type { Proof } from '../proofs/proof';
import type { ProofSubject } from '../proofs/proof-log';
import type { RunWatch } from '../watch/run-watch';
import type { Ending } from './make-report';
import { type Findings, hasPassed } from './verdict';

/** Of a round of proofs as a whole, which is one that failed as long as the round has no end. */
export const ROUND: ProofSubject = { pipeline: 'all', id: 'round', claim: 'what runs can be proven again' };

const BROKEN_OFF: Proof = {
  ...ROUND,
  expected: 'an end',
  actual: 'a round of proofs came to no end',
  passed: false,
};

/** What a run has come to until now: what was found when its proofs were over, and what it has lost for good since. */
export class RunFindings {
  private judged: Findings | undefined;
  private round: (() => readonly Proof[]) | undefined;

  constructor(private readonly watch: Pick<RunWatch, 'deaths' | 'standing'>) {}

  /**
   * It is proven again: what was found before is known no longer.
   *
   * @param proofs those that are decided by now
   */
  startRound(proofs: () => readonly Proof[]): void {
    this.round = proofs;
  }

  /** Its proofs are over. */
  judge(found: Findings): void {
    this.judged = found;
    this.round = undefined;
  }

  /** To be asked once its proofs are over. */
  now(): Findings {
    const { judged, watch, round } = this;
    if (judged === undefined) throw new Error('findings must be asked for after the proofs');
    if (round !== undefined) return { ...judged, proofs: [...round(), BROKEN_OFF], deaths: watch.standing() };
    return { ...judged, deaths: [...new Set([...judged.deaths, ...watch.standing()])] };
  }

  /** For the report. */
  ending(): Ending {
    if (this.judged === undefined || this.round !== undefined) return { deaths: this.watch.deaths() };
    const now = this.now();
    const { deaths, permissionProblems } = now;
    return { passed: hasPassed(now), deaths, permissionProblems };
  }

  /** For the report of a run that ends now. */
  last(): Ending {
    const ending = this.ending();
    return this.round === undefined ? ending : { ...ending, passed: false, error: BROKEN_OFF.actual };
  }
}
