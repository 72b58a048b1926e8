import type { ProveRequest } from '../control/control-message';
import { errorText } from '../local-run-error';
import { StoppingError } from '../processes/process-errors';
import { failedProof, ProofLog } from '../proofs/proof-log';
import { proveAgain } from '../proofs/prove-pipelines';
import { describeProof } from '../report/print-proofs';
import type { Publication } from '../report/publish-run';
import { ROUND, type RunFindings } from '../report/run-findings';
import type { StepLog } from '../report/step-log';
import { describeFindings, hasPassed } from '../report/verdict';
import { allJobs, type RunnableJob } from '../session/running-platform';
import type { RunningEnvironment } from '../update/running-environment';

/** A run whose proofs are over, and where it is written down what they say. */
export interface KeptRun {
  readonly running: RunningEnvironment;
  readonly publication: Publication;
  readonly steps: StepLog;
  readonly findings: RunFindings;
}

/** A round of proofs that is under way. */
export interface ProofRound {
  /** Whether it passed. */
  readonly passed: Promise<boolean>;
  /** Decides nothing any more. */
  close(): void;
}

/**
 * Proves again what there is now, and writes the report with each proof. Whoever starts it sees to it that no job runs by the
 * clock meanwhile.
 *
 * @param print is given each proof, and at the end what came of all
 */
export function proveKeptRun(run: KeptRun, request: ProveRequest, print: (line: string) => void): ProofRound {
  const proofs = new ProofLog(async (proof) => {
    for (const line of describeProof(proof)) print(line);
    await run.publication.publish();
  });
  return { passed: findAll(run, request, proofs, print), close: () => proofs.close() };
}

async function findAll(
  { running, publication, steps, findings }: KeptRun,
  { workload, skipped }: ProveRequest,
  proofs: ProofLog,
  print: (line: string) => void,
): Promise<boolean> {
  const { platform } = running;
  publication.startRound({ startedAt: new Date(), proofs, workload, skippedProofs: skipped });
  findings.startRound(() => proofs.proofs);
  for (const job of allJobs(platform)) await endRuns(job);
  try {
    await proveAgain(platform, running.session().kinds, { workload, skipped }, steps, proofs);
  } catch (error) {
    if (!(error instanceof StoppingError)) {
      const broken = failedProof(ROUND, error);
      findings.judge({ proofs: [...proofs.proofs, broken], permissionProblems: [], deaths: [] });
      await publication.end({ ...findings.ending(), error: errorText(error) });
    }
    throw error;
  }
  const { problems } = publication.permissions(false);
  findings.judge({ proofs: proofs.proofs, permissionProblems: problems, deaths: [] });
  const found = findings.now();
  for (const problem of [...found.deaths, ...problems]) print(`✗ ${problem}`);
  print(`${hasPassed(found) ? '✓ passed' : '✗ not passed'} (${describeFindings(found)})`);
  await publication.end(findings.ending());
  return hasPassed(found);
}

/** A proof runs the job itself, and no job runs beside itself. */
async function endRuns(job: RunnableJob): Promise<void> {
  for (const run of job.runsUnderWay()) {
    // How it ends is told by whoever started it.
    await (job.model.kind === 'batch' ? run.ended : run.stop()).catch(() => {});
  }
}
