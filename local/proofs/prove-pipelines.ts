import type { Kind } from '../kinds/kind';
import { LocalRunError } from '../local-run-error';
import { includedTables } from '../model/included-tables';
import type { StepLog } from '../report/step-log';
import type { RunningPlatform } from '../session/running-platform';
import { type PlacedWalkthrough, type PlacedWay, placeWalkthroughs } from '../walkthroughs/place-walkthrough';
import { playStatements } from '../walkthroughs/play-statements';
import { runWalkthrough, type Stage } from '../walkthroughs/run-walkthrough';
import { sendRecords } from '../walkthroughs/send-records';
import type { FlowProof, NamedWalkthrough } from '../walkthroughs/walkthrough';
import { CapturedLog } from './captured/captured-log';
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
  platform: RunningPlatform,
  kinds: readonly Kind[],
  { walkthroughs, workload, skipped }: ProofOptions,
  steps: StepLog,
  proofs: ProofLog,
): Promise<void> {
  const played = walkthroughs.filter(({ name }) => !skipped.includes(name));
  const placed = placeWalkthroughs(played, platform);
  const flows = new FlowProver(platform, kinds, steps, proofs, walkthroughNaming(placed));
  await flows.recordUnproven();
  await flows.proveCaptures('snapshot');
  for (const each of placed) await playWalkthrough(each, platform, flows, steps, proofs);
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
  platform: RunningPlatform,
  { logs, targets }: FlowProver,
  steps: StepLog,
  log: ProofLog,
): Promise<void> {
  const { walkthrough, ways } = placed;
  const own = ways.map(({ source }) => logs.find(({ connector }) => connector === source));
  // That of its capture is a proof that failed.
  if (own.includes(undefined)) return;
  const captured = own.find((each) => each instanceof CapturedLog);
  const sink = ways.find((way) => way.archive !== undefined)?.archive;
  const archive = targets.find(({ part }) => part === sink)?.archive;
  const play: Stage['play'] = (statements, as) => {
    if (captured === undefined)
      throw new LocalRunError('statements are played in a database, and no way begins at one');
    const { database, tables } = captured;
    return playStatements(database, statements, as === 'admin' ? database.server : database.writer, tables);
  };
  const items: Stage['items'] = (table) => {
    const way = ways.find(({ requires, items: sink }) => sink !== undefined && requires.tables.includes(table));
    const prover = targets.find(({ part }) => part === way?.items)?.items;
    const topic = way && topicOf([way], table);
    return prover === undefined || topic === undefined ? undefined : { topic, prover };
  };
  const warehouses = ways.flatMap(({ merges }) => targets.find(({ part }) => part === merges)?.warehouse ?? []);
  const stage: Stage = {
    platform,
    placed,
    captured,
    archive,
    items,
    warehouses,
    topicOf: (table) => topicOf(ways, table),
    send: (table, values) => sendRecords(platform, topicOf(ways, table), values),
    play,
    steps,
    log,
  };
  const { name } = walkthrough;
  await runWalkthrough(stage).catch((error: unknown) =>
    log.record(failedProof({ pipeline: name, id: name, claim: 'the walkthrough can be played' }, error)),
  );
}

/** The topic of a table that one of the ways begins at. */
function topicOf(ways: readonly PlacedWay[], table: string): string {
  for (const { source, requires } of ways) {
    const found = includedTables(source.config).find(({ id }) => id === table);
    if (found !== undefined && requires.tables.includes(table)) return found.topic;
  }
  throw new Error(`a walkthrough is placed by its tables, got: ${table}`);
}

/** A proof of a part is called as each walkthrough calls it that leads through the part and counts it as its own. */
function walkthroughNaming(placed: readonly PlacedWalkthrough[]): Naming {
  return (part, id, claim) =>
    placed.flatMap(({ walkthrough, ways }) =>
      ways.flatMap(({ source, job, items, merges, counts }) => {
        const own = [source, job, items, merges].some((each) => each === part) ? counts?.[id as FlowProof] : undefined;
        return own === undefined ? [] : [{ pipeline: walkthrough.name, id: own, claim }];
      }),
    );
}
