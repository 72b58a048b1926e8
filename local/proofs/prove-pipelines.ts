import type { RunnableJob, RunningConnector, RunningPlatform } from '../platform';
import type { StepLog } from '../report/step-log';
import { privilegedClient, roleClient } from '../servers/kafka-client';
import { CapturedLog } from './captured-log';
import { isSource } from './captured-tables';
import { type Proof, WALKTHROUGH } from './proof';
import { failedProof, type ProofLog, type ProofSubject } from './proof-log';
import { ARCHIVE_CLAIM, ArchiveProver, consumedTopics, isArchive, proveArchive } from './prove-archive';
import { P1_IDS, type P1Parts, p1Parts, proveP1 } from './prove-p1';
import { proveRerun, RERUN_CLAIM } from './prove-rerun';
import { proveTables, TABLES_CLAIM } from './prove-tables';
import { proveTopics, TOPICS_CLAIM } from './prove-topics';
import { proveWorkload, WORKLOAD_CLAIM, type WorkloadOrder } from './prove-workload';
import { TopicReader } from './topic-reader';

export interface ProofOptions {
  readonly workload: WorkloadOrder;
  /** Ids of proofs that are left out. */
  readonly skipped: readonly string[];
}

/** What is proven of anything, whatever its tables are; a walkthrough has names of its own for some of it. */
type GenericId = 'snapshot' | 'workload' | 'topics' | 'archive' | 'tables' | 'rerun';

/**
 * Proves what runs: flows of any tables by a workload that is made for them, and the walkthrough where its tables are. What
 * nothing proves is a proof that failed, so that no part of a configuration is left out unseen.
 */
export async function provePipelines(
  platform: RunningPlatform,
  { workload, skipped }: ProofOptions,
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
  const walkthrough = p1Parts(platform);
  const prove = (subject: ProofSubject, work: (subject: ProofSubject) => Promise<Proof>): Promise<void> =>
    proofs.attempt(subject, () => steps.run(`${subject.pipeline}: ${subject.id}`, () => work(subject)));
  const subjectOf = (part: RunningConnector | RunnableJob, id: GenericId, claim: string): ProofSubject =>
    walkthroughSubject(walkthrough, part, id, claim) ?? { pipeline: nameOf(part), id, claim };

  for (const proof of unproven(platform)) await proofs.record(proof);
  for (const connector of connectors.filter(isSource)) {
    await prove(subjectOf(connector, 'snapshot', TOPICS_CLAIM), async (subject) => {
      const log = new CapturedLog(platform, connector, client);
      logs.push(log);
      return proveTopics(log, subject);
    });
  }
  const captured = logs.find(({ connector }) => connector === walkthrough?.source);
  const archive = archives.find(({ connector }) => connector === walkthrough?.sink);
  if (walkthrough !== undefined && captured !== undefined && archive !== undefined) {
    await proveP1(platform, walkthrough.job, captured, archive.prover, steps, proofs).catch((error: unknown) =>
      proofs.record(
        failedProof({ pipeline: WALKTHROUGH, id: WALKTHROUGH, claim: 'the walkthrough can be played' }, error),
      ),
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

function walkthroughSubject(
  walkthrough: P1Parts | undefined,
  part: RunningConnector | RunnableJob,
  id: GenericId,
  claim: string,
): ProofSubject | undefined {
  const ids: Readonly<Partial<Record<GenericId, string>>> = P1_IDS;
  const isPart = part === walkthrough?.source || part === walkthrough?.job;
  const own = isPart ? ids[id] : undefined;
  return own === undefined ? undefined : { pipeline: WALKTHROUGH, id: own, claim };
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
