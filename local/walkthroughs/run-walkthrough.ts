import { join } from 'node:path';
import type { ArchiveProver } from '../proofs/archive/prove-archive';
import type { CapturedLog } from '../proofs/captured/captured-log';
import type { ItemsProver } from '../proofs/items/items-prover';
import type { Proof } from '../proofs/proof';
import type { ProofLog } from '../proofs/proof-log';
import { TableUpkeep } from '../proofs/tables/table-upkeep';
import { queryEngineOf, targetTables } from '../proofs/tables/target-tables';
import type { StepLog } from '../report/step-log';
import type { QueryResult } from '../servers/local-server';
import type { RunnableJob, RunningPlatform } from '../session/running-platform';
import { type JudgedAnswer, judgeAnswer, judgeFailure, judgeItems } from './judge-answer';
import type { PlacedWalkthrough } from './place-walkthrough';
import { type PlayedChanges, readStatements } from './play-statements';
import { PlayedCount, provePlayed } from './prove-played';
import { type ItemsAsk, type Play, type Prove, type QueryAsk, type Step, waysOf } from './walkthrough';

/** What a walkthrough is played on. */
export interface Stage {
  readonly platform: RunningPlatform;
  readonly placed: PlacedWalkthrough;
  /** Of the database in which statements are played; undefined where no way begins at one. */
  readonly captured: Pick<CapturedLog, 'tables' | 'topics' | 'waitFor'> | undefined;
  /** Looks at the archive on the way; undefined where there is none. */
  readonly archive: Pick<ArchiveProver, 'compare' | 'waitUntilComplete'> | undefined;
  /** Items of a table, as its source calls it, with the topic that they come from; undefined where no way leads to them. */
  readonly items: (table: string) => { readonly topic: string; readonly prover: ItemAnswers } | undefined;
  /** Plays statements in the captured database; tells what they changed in captured tables. */
  readonly play: (statements: readonly string[], as: 'writer' | 'admin') => Promise<PlayedChanges>;
  readonly steps: StepLog;
  readonly log: ProofLog;
}

/** What a walkthrough asks of items. */
export type ItemAnswers = Pick<ItemsProver, 'compare' | 'lookUp' | 'waitFor'>;

/**
 * Plays a walkthrough, whatever it is about. Each proof is in the log as soon as it is decided.
 *
 * @throws what a play or a run of the job failed by that no proof came to
 */
export async function runWalkthrough(stage: Stage): Promise<void> {
  const run = new WalkthroughRun(stage);
  try {
    await run.play();
  } finally {
    await run.end();
  }
}

class WalkthroughRun {
  private readonly job: RunnableJob | undefined;
  private readonly upkeep: TableUpkeep | undefined;
  private readonly count: PlayedCount | undefined;
  /** Throw where what was played or run before failed. */
  private played: () => void = () => {};
  private ran: () => void = () => {};
  /** All of them, and what those threw that a proof has asked. */
  private readonly checks: (() => void)[] = [];
  private readonly told = new Set<unknown>();

  constructor(private readonly stage: Stage) {
    const { placed, captured } = stage;
    [this.job] = placed.ways.flatMap(({ job }) => job ?? []);
    this.upkeep = this.job && new TableUpkeep(this.job);
    this.count = captured && new PlayedCount(captured);
  }

  async play(): Promise<void> {
    const { placed, archive, log } = this.stage;
    const { name, steps } = placed.walkthrough;
    const [id] = waysOf(placed.walkthrough).flatMap(({ counts }) => counts?.played ?? []);
    const compare = (when: string) => this.step(`compare archive ${when}`, async () => archive?.compare());
    const before = id === undefined ? undefined : await log.prepare('compare archive before', () => compare('before'));
    for (const step of steps) await this.take(step);
    const { count } = this;
    if (id !== undefined && archive !== undefined && count !== undefined) {
      await provePlayed(log, { pipeline: name, id }, async () => {
        this.played();
        return { before: before?.(), after: await compare('after'), count };
      });
    }
    this.requireAllTold();
  }

  /** Leaves no job running. */
  async end(): Promise<void> {
    await this.upkeep?.stop();
  }

  private async take(step: Step): Promise<void> {
    if ('play' in step) await this.playStatements(step);
    else if ('run' in step) await this.runJob();
    else await this.prove(step);
  }

  private async playStatements(step: Play): Promise<void> {
    const { placed, archive } = this.stage;
    const earlier = this.played;
    this.played = await this.prepare(step.play, async () => {
      earlier();
      const statements = 'sql' in step ? step.sql : readStatements(join(placed.walkthrough.folder, step.files));
      this.count?.add(await this.stage.play(statements, step.as ?? 'writer'));
      await this.count?.wait();
      await archive?.waitUntilComplete();
    });
  }

  private async runJob(): Promise<void> {
    this.ran = await this.prepare('run the job', async () => {
      this.played();
      await this.upkeep?.run();
    });
  }

  private async prepare(what: string, work: () => Promise<void>): Promise<() => void> {
    const check = await this.stage.log.prepare(what, () => this.step(what, work));
    this.checks.push(check);
    return () => {
      try {
        check();
      } catch (error) {
        this.told.add(error);
        throw error;
      }
    };
  }

  /** A failure that no proof came to is one of the walkthrough itself. */
  private requireAllTold(): void {
    for (const check of this.checks) {
      try {
        check();
      } catch (error) {
        if (!this.told.has(error)) throw error;
      }
    }
  }

  private async prove({ prove: id, claim, asks }: Prove): Promise<void> {
    const subject = { pipeline: this.stage.placed.walkthrough.name, id, claim };
    await this.stage.log.attempt(subject, async (): Promise<Proof> => {
      this.played();
      this.ran();
      const judge = () =>
        Promise.all(asks.map((ask) => ('items' in ask ? this.judgeItems(ask) : this.judgeAnswer(ask))));
      const areRight = (answers: Awaited<ReturnType<typeof judge>>) => answers.every(({ isRight }) => isRight);
      const answers = this.upkeep === undefined ? await judge() : await this.upkeep.compare(judge, areRight);
      return {
        ...subject,
        expected: answers.map(({ expected }) => expected).join('; '),
        actual: answers.map(({ actual }) => actual).join('; '),
        passed: answers.length > 0 && areRight(answers),
      };
    });
  }

  /** What has no answer yet may have one as soon as the job has made the table. */
  private judgeAnswer(ask: QueryAsk): Promise<JudgedAnswer> {
    return this.ask(ask).then(
      (result) => judgeAnswer(ask, result),
      (error: unknown) => judgeFailure(ask, error),
    );
  }

  private async judgeItems(ask: ItemsAsk): Promise<JudgedAnswer> {
    const found = this.stage.items(ask.items);
    if (found === undefined) throw new Error(`a walkthrough is placed by its items, got: ${ask.items}`);
    const { topic, prover } = found;
    const { equal, has = [], lacks = [] } = ask;
    const [named] = has.length + lacks.length === 0 ? [] : [await this.judgeNamed(ask, topic, prover)];
    if (equal === undefined) return named ?? judgeFailure(ask, new Error('nothing is asked'));
    const all = judgeItems(ask, equal, await prover.compare([topic]));
    return named === undefined || named.isRight ? all : named;
  }

  private judgeNamed(ask: ItemsAsk, topic: string, prover: ItemAnswers): Promise<JudgedAnswer> {
    const keys = [...(ask.has ?? []), ...(ask.lacks ?? [])];
    return prover.waitFor(
      async () => judgeAnswer(ask, await prover.lookUp(topic, keys)),
      ({ isRight }) => isRight,
    );
  }

  private async ask({ query }: QueryAsk): Promise<QueryResult> {
    const { platform } = this.stage;
    const engine = queryEngineOf(platform);
    if ('sql' in query) {
      const [table] = this.job === undefined ? [] : targetTables(platform, this.job);
      return engine.query(query.sql, table?.database ?? '');
    }
    const named = platform.queries.find(({ name }) => name === query.named);
    if (named === undefined) throw new Error(`a walkthrough is placed by its queries, got: ${query.named}`);
    return engine.query(named.sql, named.database);
  }

  private step<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.stage.steps.run(`${this.stage.placed.walkthrough.name}: ${what}`, work);
  }
}
