import { LocalRunError } from './local-run-error';
import type { RunningPlatform } from './platform';
import type { Proof } from './proofs/proof';
import { proveP1 } from './proofs/prove-p1';
import type { StepLog } from './report/step-log';

type Prover = (
  platform: RunningPlatform,
  pipeline: string,
  skipped: readonly string[],
  steps: StepLog,
) => Promise<Proof[]>;

/** What is proven of each pipeline, by the value of its connectors' tag. */
const PROVERS: Readonly<Record<string, Prover>> = { P1: proveP1 };

/** Proofs that a run may leave out, since no later one is about what they leave behind. */
export const SKIPPABLE_PROOFS: readonly string[] = ['P1.6'];

/** A pipeline that runs but that nothing is proven of. */
export class UnprovenPipelineError extends LocalRunError {}

/** Proves every pipeline that runs, one after the other. */
export async function provePipelines(
  platform: RunningPlatform,
  skipped: readonly string[],
  steps: StepLog,
): Promise<Proof[]> {
  const proofs: Proof[] = [];
  for (const pipeline of new Set(platform.connectors.map((connector) => connector.model.pipeline))) {
    const prove = PROVERS[pipeline];
    if (prove === undefined) throw new UnprovenPipelineError(`there is no proof for pipeline ${pipeline}`);
    proofs.push(...(await prove(platform, pipeline, skipped, steps)));
  }
  return proofs;
}
