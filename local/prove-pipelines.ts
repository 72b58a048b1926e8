import type { RunningPlatform } from './platform';
import { type Proof, WALKTHROUGH } from './proofs/proof';
import { failedProof, type ProofLog } from './proofs/proof-log';
import { type P1Parts, p1Parts, proveP1 } from './proofs/prove-p1';
import type { StepLog } from './report/step-log';

/** Proves what runs. What nothing proves is a proof that failed, so that no part of a configuration is left out unseen. */
export async function provePipelines(
  platform: RunningPlatform,
  skipped: readonly string[],
  steps: StepLog,
  log: ProofLog,
): Promise<void> {
  const parts = p1Parts(platform);
  for (const proof of unproven(platform, parts)) await log.record(proof);
  if (parts === undefined) return;
  try {
    await proveP1(platform, parts, skipped, steps, log);
  } catch (error) {
    const subject = { pipeline: WALKTHROUGH, id: WALKTHROUGH, claim: 'the walkthrough can be played' };
    await log.record(failedProof(subject, error));
  }
}

function unproven({ connectors, jobs }: RunningPlatform, parts: P1Parts | undefined): Proof[] {
  const proven: readonly unknown[] = parts === undefined ? [] : Object.values(parts);
  return [...connectors, ...jobs]
    .filter((part) => !proven.includes(part))
    .map(({ model }) => ({
      pipeline: model.pipeline ?? model.name,
      id: 'unproven',
      claim: `${model.name} does what it is for`,
      expected: 'a proof',
      actual: 'there is none yet for these tables',
      passed: false,
    }));
}
