import type { RunnableJob, RunningConnector, RunningPlatform } from '../platform';
import type { StepLog } from '../report/step-log';
import { privilegedClient, roleClient } from '../servers/kafka-client';
import { type PlacedWalkthrough, placeWalkthroughs } from '../walkthroughs/place-walkthrough';
import { playStatements } from '../walkthroughs/play-statements';
import { runWalkthrough, type Stage } from '../walkthroughs/run-walkthrough';
import type { FlowProof, NamedWalkthrough } from '../walkthroughs/walkthrough';
import { CapturedLog } from './captured-log';
import { isSource } from './captured-tables';
import type { Proof } from './proof';
import { failedProof, type ProofLog, type ProofSubject } from './proof-log';
import { ARCHIVE_CLAIM, ArchiveProver, consumedTopics, isArchive, proveArchive } from './prove-archive';
import { proveRerun, RERUN_CLAIM } from './prove-rerun';
import { proveTables, TABLES_CLAIM } from './prove-tables';
import { proveTopics, TOPICS_CLAIM } from './prove-topics';
import { proveWorkload, WORKLOAD_CLAIM, type WorkloadOrder } from './prove-workload';
import { TopicReader } from './topic-reader';

export interface ProofOptions {
  /** Those that are played where their tables are, in their order. */
  readonly walkthroughs: readonly NamedWalkthrough[];
  readonly workload: WorkloadOrder;
  /** Ids of proofs that are left out. */
  readonly skipped: readonly string[];
}

/** What is proven of anything, whatever its tables are; a walkthrough has names of its own for some of it. */
type GenericId = Exclude<FlowProof, 'played'> | 'workload' | 'topics' | 'archive';

/**
 * Proves what runs: flows of any tables by a workload that is made for them, and walkthroughs where their tables are. What
 * nothing proves is a proof that failed, so that no part of a configuration is left out unseen.
 */
export async function provePipelines(
  platform: RunningPlatform,
  { walkthroughs, workload, skipped }: ProofOptions,
  steps: StepLog,
  proofs: ProofLog,
): Promise<void> {
  const { connectors, jobs, kafka, operator } = platform;
  // As people do, with the role of the client host, where there is one.
  const client = operator === undefined ? privilegedClient(kafka) : roleClient(kafka, operator);
  const logs: CapturedLog[] = [];
  const archives = connectors.filter(isArchive).map((connector) => ({
    connector,
    prover: new ArchiveProver(platform, connector, new TopicReader(client, consumedTopics(connector))),
  }));
  const placed = placeWalkthroughs(walkthroughs, platform);
  const prove = (subject: ProofSubject, work: (subject: ProofSubject) => Promise<Proof>): Promise<void> =>
    proofs.attempt(subject, () => steps.run(`${subject.pipeline}: ${subject.id}`, () => work(subject)));
  const subjectOf = (part: RunningConnector | RunnableJob, id: GenericId, claim: string): ProofSubject =>
    walkthroughSubject(placed, part, id, claim) ?? { pipeline: nameOf(part), id, claim };

  for (const proof of unproven(platform)) await proofs.record(proof);
  for (const connector of connectors.filter(isSource)) {
    await prove(subjectOf(connector, 'snapshot', TOPICS_CLAIM), async (subject) => {
      const log = new CapturedLog(platform, connector, client);
      logs.push(log);
      return proveTopics(log, subject);
    });
  }
  for (const each of placed) {
    const captured = logs.find(({ connector }) => connector === each.source);
    if (captured === undefined) continue;
    const archive = archives.find(({ connector }) => connector === each.archive)?.prover;
    const { name } = each.walkthrough;
    const play: Stage['play'] = (statements, as) => {
      const { database, tables } = captured;
      return playStatements(database, statements, as === 'admin' ? database.server : database.writer, tables);
    };
    const stage = { platform, placed: each, captured, archive, play, steps, log: proofs };
    await runWalkthrough(stage).catch((error: unknown) =>
      proofs.record(failedProof({ pipeline: name, id: name, claim: 'the walkthrough can be played' }, error)),
    );
  }
  if (workload.changes > 0) {
    for (const ofDatabase of byDatabase(logs)) {
      const subject = {
        pipeline: ofDatabase.map(({ name }) => name).join(', '),
        id: 'workload',
        claim: WORKLOAD_CLAIM,
      };
      await prove(subject, () => proveWorkload(ofDatabase, workload, subject));
    }
    for (const log of logs) {
      const subject = { pipeline: log.name, id: 'topics', claim: TOPICS_CLAIM };
      await prove(subject, () => proveTopics(log, subject));
    }
  }
  for (const { connector, prover } of archives) {
    await prove(subjectOf(connector, 'archive', ARCHIVE_CLAIM), (subject) => proveArchive(prover, subject));
  }
  for (const job of jobs) {
    await prove(subjectOf(job, 'tables', TABLES_CLAIM), (subject) => proveTables(platform, logs, job, subject));
  }
  for (const job of jobs.filter(({ model }) => model.kind === 'batch')) {
    const subject = subjectOf(job, 'rerun', RERUN_CLAIM);
    if (skipped.includes('rerun') || skipped.includes(subject.id)) continue;
    await prove(subject, () => proveRerun(platform, job, subject));
  }
}

/** Under the name that the first walkthrough has for it that leads through the part. */
function walkthroughSubject(
  placed: readonly PlacedWalkthrough[],
  part: RunningConnector | RunnableJob,
  id: GenericId,
  claim: string,
): ProofSubject | undefined {
  for (const { walkthrough, source, job } of placed) {
    const ids: Readonly<Partial<Record<GenericId, string>>> = walkthrough.counts ?? {};
    const own = part === source || part === job ? ids[id] : undefined;
    if (own !== undefined) return { pipeline: walkthrough.name, id: own, claim };
  }
  return undefined;
}

function nameOf({ model }: RunningConnector | RunnableJob): string {
  return model.pipeline ?? ('capture' in model ? model.capture : undefined) ?? model.name;
}

/** Captures of one server, whose tables change once for all of them. */
function byDatabase(logs: readonly CapturedLog[]): CapturedLog[][] {
  const groups = new Map<unknown, CapturedLog[]>();
  for (const log of logs) groups.set(log.database.server, [...(groups.get(log.database.server) ?? []), log]);
  return [...groups.values()];
}

function unproven({ connectors }: RunningPlatform): Proof[] {
  return connectors
    .filter((connector) => !isSource(connector) && !isArchive(connector))
    .map((connector) => ({
      pipeline: nameOf(connector),
      id: 'unproven',
      claim: `${connector.model.name} does what it is for`,
      expected: 'a proof',
      actual: 'there is none yet for connectors of its kind',
      passed: false,
    }));
}
