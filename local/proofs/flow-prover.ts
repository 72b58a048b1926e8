import type { Kind } from '../kinds/kind';
import type { StepLog } from '../report/step-log';
import { privilegedClient, roleClient } from '../servers/kafka-client';
import type { RunningPlatform } from '../session/running-platform';
import { CapturedLog } from './captured/captured-log';
import { proveWorkload, WORKLOAD_CLAIM, type WorkloadOrder } from './captured/prove-workload';
import type { FlowPart, FlowSource, FlowTarget, Rerun } from './flow-ends';
import type { Proof } from './proof';
import type { ProofLog, ProofSubject } from './proof-log';
import { proveTopics } from './prove-topics';
import type { SourceLog } from './source-log';

/** What calls a proof of a part otherwise than by the part's own name: by one name, or by several. */
export type Naming = (part: FlowPart, id: string, claim: string) => readonly ProofSubject[];

/** Proves of each part that runs what holds of any, whatever its tables are. */
export class FlowProver {
  /** Sources whose tables are known, once their topics were proven. */
  readonly logs: SourceLog[] = [];
  readonly targets: readonly FlowTarget[];
  private readonly sources: readonly FlowSource[];

  /** @param naming @default - every proof is called by the part that it is about */
  constructor(
    private readonly platform: RunningPlatform,
    kinds: readonly Kind[],
    private readonly steps: StepLog,
    private readonly proofs: ProofLog,
    private readonly naming: Naming = () => [],
  ) {
    const { kafka, operator } = platform;
    // As people do, with the role of the client host, where there is one.
    const client = operator === undefined ? privilegedClient(kafka) : roleClient(kafka, operator);
    const flows = { platform, client, logs: this.logs };
    this.sources = kinds.flatMap((kind) => kind.sources?.(flows) ?? []);
    this.targets = kinds.flatMap((kind) => kind.targets?.(flows) ?? []);
  }

  /** What nothing proves is a proof that failed, so that no part of a configuration is left out unseen. */
  async recordUnproven(): Promise<void> {
    const proven = new Set<unknown>([...this.sources, ...this.targets].map(({ part }) => part));
    for (const part of [...this.platform.connectors, ...this.platform.jobs, ...this.platform.merges]) {
      if (proven.has(part)) continue;
      await this.proofs.record({
        pipeline: nameOf(part),
        id: 'unproven',
        claim: `${part.model.name} does what it is for`,
        expected: 'a proof',
        actual: 'there is none yet for what is of its kind',
        passed: false,
      });
    }
  }

  /** What the topics of each capture come to, for the first time. */
  async proveCaptures(id: string): Promise<void> {
    for (const { part, claim, open } of this.sources) {
      await this.prove(this.subjects(part, id, claim), async (subject) => {
        const log = open();
        this.logs.push(log);
        return proveTopics(log, subject);
      });
    }
  }

  /** The same once more, after something was changed. */
  async proveTopics(id: string): Promise<void> {
    for (const { part, claim } of this.sources) {
      const log = this.logs.find(({ connector }) => connector === part);
      if (log === undefined) continue;
      const subject = { pipeline: log.name, id, claim };
      await this.prove([subject], () => proveTopics(log, subject));
    }
  }

  /** Changes the tables of every database, once for all of its captures. */
  async proveWorkload(order: WorkloadOrder): Promise<void> {
    const captured = this.logs.filter((log): log is CapturedLog => log instanceof CapturedLog);
    for (const ofDatabase of byDatabase(captured)) {
      // Connectors come up in an order of chance.
      const pipeline = ofDatabase
        .map(({ name }) => name)
        .sort()
        .join(', ');
      const subject = { pipeline, id: 'workload', claim: WORKLOAD_CLAIM };
      await this.prove([subject], () => proveWorkload(ofDatabase, order, subject));
    }
  }

  /** @param suffix of the proofs' ids, where they are proven more than once. @default '' */
  async proveTargets(suffix = ''): Promise<void> {
    for (const { part, id, claim, prove } of this.targets)
      await this.prove(this.subjects(part, `${id}${suffix}`, claim), prove);
  }

  /** @param skipped ids of proofs that are left out */
  async proveReruns(skipped: readonly string[]): Promise<void> {
    const proveOne = ({ part }: FlowTarget, { claim, prove }: Rerun): Promise<void> => {
      const subjects = this.subjects(part, 'rerun', claim).filter((subject) => !skipped.includes(subject.id));
      return this.prove(subjects, prove);
    };
    const reruns = this.targets.flatMap((target) =>
      target.rerun === undefined || skipped.includes('rerun') ? [] : [{ target, rerun: target.rerun }],
    );
    const waiting = reruns.filter(({ rerun }) => rerun.waits);
    await Promise.all(waiting.map(({ target, rerun }) => proveOne(target, rerun)));
    for (const { target, rerun } of reruns.filter((each) => !waiting.includes(each))) await proveOne(target, rerun);
  }

  private subjects(part: FlowPart, id: string, claim: string): readonly ProofSubject[] {
    const named = this.naming(part, id, claim);
    return named.length > 0 ? named : [{ pipeline: nameOf(part), id, claim }];
  }

  /** Proves it once, and says so by each of its names. */
  private async prove(
    [subject, ...others]: readonly ProofSubject[],
    work: (subject: ProofSubject) => Promise<Proof>,
  ): Promise<void> {
    if (subject === undefined) return;
    const proof = await this.proofs.attempt(subject, () =>
      this.steps.run(`${subject.pipeline}: ${subject.id}`, () => work(subject)),
    );
    for (const other of others) await this.proofs.record({ ...proof, ...other });
  }
}

function nameOf({ model }: FlowPart): string {
  return model.pipeline ?? ('capture' in model ? model.capture : undefined) ?? model.name;
}

/** Captures of one server, whose tables change once for all of them. */
function byDatabase(logs: readonly CapturedLog[]): CapturedLog[][] {
  const groups = new Map<unknown, CapturedLog[]>();
  for (const log of logs) groups.set(log.database.server, [...(groups.get(log.database.server) ?? []), log]);
  return [...groups.values()];
}
