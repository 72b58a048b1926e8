import type { EnvironmentTemplates } from '../assembly/environment-templates';
import type { Kind } from '../kinds/kind';
import type { StepLog } from '../report/step-log';
import type { RunningPlatform } from '../session/running-platform';
import { applyTemplates } from '../update/apply-templates';
import { followedPlatform } from '../update/followed-platform';
import { partOfRun } from '../update/part-of-run';
import { recreateConnectors } from '../update/recreate-connectors';
import { reshapeCapture } from '../update/reshape-capture';
import type { RunningEnvironment } from '../update/running-environment';
import { type PlacedWalkthrough, placeWalkthroughs } from '../walkthroughs/place-walkthrough';
import { runWalkthrough } from '../walkthroughs/run-walkthrough';
import { setStage } from '../walkthroughs/set-stage';
import type { FlowProof, NamedWalkthrough } from '../walkthroughs/walkthrough';
import type { WorkloadOrder } from './captured/prove-workload';
import { FlowProver, type Naming } from './flow-prover';
import { failedProof, type ProofLog } from './proof-log';

export interface ProofOptions {
  /** Those that are played where their tables are, in their order. */
  readonly walkthroughs: readonly NamedWalkthrough[];
  /** No changes leave it out. */
  readonly workload: WorkloadOrder;
  /** Ids of proofs, and names of walkthroughs, that are left out. */
  readonly skipped: readonly string[];
}

/**
 * Proves what has just come up: flows of any tables by a workload that is made for them, and walkthroughs where their tables
 * are.
 */
export async function provePipelines(
  running: RunningEnvironment,
  kinds: readonly Kind[],
  { walkthroughs, workload, skipped }: ProofOptions,
  steps: StepLog,
  proofs: ProofLog,
): Promise<void> {
  const platform = followedPlatform(running);
  const played = walkthroughs.filter(({ name }) => !skipped.includes(name));
  const placed = placeWalkthroughs(played, platform);
  const flows = new FlowProver(platform, kinds, steps, proofs, walkthroughNaming(placed));
  await flows.recordUnproven();
  await flows.proveCaptures('snapshot');
  for (const each of placed) await playWalkthrough(each, running, platform, flows, steps, proofs);
  if (workload.changes > 0) {
    await flows.proveWorkload(workload);
    await flows.proveTopics('topics');
  }
  await flows.proveTargets();
  await flows.proveReruns(skipped);
}

/**
 * Proves what has been up for a while: first what is there, which a workload would change, then the same after one, where one
 * is asked for.
 */
export async function proveAgain(
  platform: RunningPlatform,
  kinds: readonly Kind[],
  { workload, skipped }: Omit<ProofOptions, 'walkthroughs'>,
  steps: StepLog,
  proofs: ProofLog,
): Promise<void> {
  const flows = new FlowProver(platform, kinds, steps, proofs);
  await flows.recordUnproven();
  await flows.proveCaptures('topics');
  await flows.proveTargets();
  if (workload.changes > 0) {
    await flows.proveWorkload(workload);
    await flows.proveTopics('topics after');
    await flows.proveTargets(' after');
  }
  await flows.proveReruns(skipped);
}

async function playWalkthrough(
  placed: PlacedWalkthrough,
  running: RunningEnvironment,
  platform: RunningPlatform,
  flows: FlowProver,
  steps: StepLog,
  log: ProofLog,
): Promise<void> {
  const { name } = placed.walkthrough;
  const { templates } = running.session();
  const stage = setStage({
    placed,
    platform,
    flows,
    reshape: (connector, shape) => reshapeCapture(running, connector, shape),
    recreate: (names, meanwhile) => recreateConnectors(running, names, meanwhile),
    steps,
    log,
  });
  // That of its capture is a proof that failed.
  if (stage === undefined) return;
  await runWalkthrough(stage)
    // What it has changed of the templates is of no proof after it.
    .then(() => takeBack(running, templates))
    .catch((error: unknown) =>
      log.record(failedProof({ pipeline: name, id: name, claim: 'the walkthrough can be played' }, error)),
    );
}

async function takeBack(running: RunningEnvironment, templates: EnvironmentTemplates): Promise<void> {
  if (running.session().templates === templates) return;
  await applyTemplates(running, templates, partOfRun(running, templates));
}

/** A proof of a part is called as each walkthrough calls it that leads through the part and counts it as its own. */
function walkthroughNaming(placed: readonly PlacedWalkthrough[]): Naming {
  return (part, id, claim) =>
    placed.flatMap(({ walkthrough, ways }) =>
      ways.flatMap(({ source, parquet, log, job, items, merges, counts }) => {
        const own = [source, parquet, log, job, items, merges].some((each) => each === part)
          ? counts?.[id as FlowProof]
          : undefined;
        return own === undefined ? [] : [{ pipeline: walkthrough.name, id: own, claim }];
      }),
    );
}
