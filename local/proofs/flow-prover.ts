import type { RunnableJob, RunningConnector, RunningPlatform } from '../platform';
import type { StepLog } from '../report/step-log';
import { privilegedClient, roleClient } from '../servers/kafka-client';
import { CapturedLog } from './captured-log';
import { isSource } from './captured-tables';
import type { Proof } from './proof';
import type { ProofLog, ProofSubject } from './proof-log';
import { ARCHIVE_CLAIM, ArchiveProver, consumedTopics, isArchive, proveArchive } from './prove-archive';
import { proveRerun, RERUN_CLAIM } from './prove-rerun';
import { proveTables, TABLES_CLAIM } from './prove-tables';
import { proveTopics, TOPICS_CLAIM } from './prove-topics';
import { proveWorkload, WORKLOAD_CLAIM, type WorkloadOrder } from './prove-workload';
import { TopicReader } from './topic-reader';

/** What calls a proof of a part otherwise than by the part's own name. */
export type Naming = (part: RunningConnector | RunnableJob, id: string, claim: string) => ProofSubject | undefined;

/** The archive of a sink, and what looks at it. */
export interface ProvenArchive {
  readonly connector: RunningConnector;
  readonly prover: ArchiveProver;
}

/** Proves of each part that runs what holds of any, whatever its tables are. */
export class FlowProver {
  /** Captures whose tables are known, once their topics were proven. */
  readonly logs: CapturedLog[] = [];
  readonly archives: readonly ProvenArchive[];
  private readonly client: ReturnType<typeof privilegedClient>;

  /** @param naming @default - every proof is called by the part that it is about */
  constructor(
    private readonly platform: RunningPlatform,
    private readonly steps: StepLog,
    private readonly proofs: ProofLog,
    private readonly naming: Naming = () => undefined,
  ) {
    const { connectors, kafka, operator } = platform;
    // As people do, with the role of the client host, where there is one.
    this.client = operator === undefined ? privilegedClient(kafka) : roleClient(kafka, operator);
    this.archives = connectors.filter(isArchive).map((connector) => ({
      connector,
      prover: new ArchiveProver(platform, connector, new TopicReader(this.client, consumedTopics(connector))),
    }));
  }

  /** What nothing proves is a proof that failed, so that no part of a configuration is left out unseen. */
  async recordUnproven(): Promise<void> {
    for (const connector of this.platform.connectors) {
      if (isSource(connector) || isArchive(connector)) continue;
      await this.proofs.record({
        pipeline: nameOf(connector),
        id: 'unproven',
        claim: `${connector.model.name} does what it is for`,
        expected: 'a proof',
        actual: 'there is none yet for connectors of its kind',
        passed: false,
      });
    }
  }

  /** What the topics of each capture come to, for the first time. */
  async proveCaptures(id: string): Promise<void> {
    for (const connector of this.platform.connectors.filter(isSource)) {
      await this.prove(this.subject(connector, id, TOPICS_CLAIM), async (subject) => {
        const log = new CapturedLog(this.platform, connector, this.client);
        this.logs.push(log);
        return proveTopics(log, subject);
      });
    }
  }

  /** The same once more, after something was changed. */
  async proveTopics(id: string): Promise<void> {
    for (const log of this.logs) {
      const subject = { pipeline: log.name, id, claim: TOPICS_CLAIM };
      await this.prove(subject, () => proveTopics(log, subject));
    }
  }

  /** Changes the tables of every database, once for all of its captures. */
  async proveWorkload(order: WorkloadOrder): Promise<void> {
    for (const ofDatabase of byDatabase(this.logs)) {
      const pipeline = ofDatabase.map(({ name }) => name).join(', ');
      const subject = { pipeline, id: 'workload', claim: WORKLOAD_CLAIM };
      await this.prove(subject, () => proveWorkload(ofDatabase, order, subject));
    }
  }

  async proveArchives(id: string): Promise<void> {
    for (const { connector, prover } of this.archives) {
      await this.prove(this.subject(connector, id, ARCHIVE_CLAIM), (subject) => proveArchive(prover, subject));
    }
  }

  async proveTables(id: string): Promise<void> {
    for (const job of this.platform.jobs) {
      await this.prove(this.subject(job, id, TABLES_CLAIM), (subject) =>
        proveTables(this.platform, this.logs, job, subject),
      );
    }
  }

  /** @param skipped ids of proofs that are left out */
  async proveReruns(skipped: readonly string[]): Promise<void> {
    for (const job of this.platform.jobs.filter(({ model }) => model.kind === 'batch')) {
      const subject = this.subject(job, 'rerun', RERUN_CLAIM);
      if (skipped.includes('rerun') || skipped.includes(subject.id)) continue;
      await this.prove(subject, () => proveRerun(this.platform, job, subject));
    }
  }

  private subject(part: RunningConnector | RunnableJob, id: string, claim: string): ProofSubject {
    return this.naming(part, id, claim) ?? { pipeline: nameOf(part), id, claim };
  }

  private prove(subject: ProofSubject, work: (subject: ProofSubject) => Promise<Proof>): Promise<void> {
    return this.proofs.attempt(subject, () =>
      this.steps.run(`${subject.pipeline}: ${subject.id}`, () => work(subject)),
    );
  }
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
