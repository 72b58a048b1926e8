import type { RunWatch } from '../watch/run-watch';
import type { Ending } from './make-report';
import { type Findings, hasPassed } from './verdict';

/** What a run has come to until now: what was found when its proofs were over, and what it has lost for good since. */
export class RunFindings {
  private judged: Findings | undefined;

  constructor(private readonly watch: Pick<RunWatch, 'deaths' | 'standing'>) {}

  /** Its proofs are over. */
  judge(found: Findings): void {
    this.judged = found;
  }

  /** To be asked once its proofs are over. */
  now(): Findings {
    const { judged, watch } = this;
    if (judged === undefined) throw new Error('findings must be asked for after the proofs');
    return { ...judged, deaths: [...new Set([...judged.deaths, ...watch.standing()])] };
  }

  /** For the report. */
  ending(): Ending {
    if (this.judged === undefined) return { deaths: this.watch.deaths() };
    const now = this.now();
    const { deaths, permissionProblems } = now;
    return { passed: hasPassed(now), deaths, permissionProblems };
  }
}
