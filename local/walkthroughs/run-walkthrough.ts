import { join } from 'node:path';
import { LocalRunError } from '../local-run-error';
import type { ArchiveProver } from '../proofs/archive/prove-archive';
import type { CapturedLog } from '../proofs/captured/captured-log';
import type { IcebergProver } from '../proofs/iceberg/iceberg-prover';
import type { ItemsProver } from '../proofs/items/items-prover';
import type { Proof } from '../proofs/proof';
import type { ProofLog } from '../proofs/proof-log';
import { TableUpkeep } from '../proofs/tables/table-upkeep';
import type { WarehouseProver } from '../proofs/warehouse/warehouse-prover';
import type { StepLog } from '../report/step-log';
import type { RunnableJob, RunningConnector, RunningPlatform } from '../session/running-platform';
import type { PlacedWalkthrough } from './place-walkthrough';
import { type PlayedChanges, readStatements } from './play-statements';
import { PlayedCount, provePlayed } from './prove-played';
import { Questions } from './questions';
import {
  type Play,
  type Prove,
  type Recreate,
  type Remember,
  type Run,
  type Send,
  type Step,
  waysOf,
} from './walkthrough';

/** What a walkthrough is played on. */
export interface Stage {
  readonly platform: RunningPlatform;
  readonly placed: PlacedWalkthrough;
  /** Where statements are played: of the way of a table, as its source calls it, or else of the first that begins at a database. */
  readonly database: (table?: string) => PlayedDatabase | undefined;
  /** Looks at the archive on the way; undefined where there is none. */
  readonly archive: Pick<ArchiveProver, 'compare' | 'waitUntilComplete'> | undefined;
  /** Items of a table, as its source calls it, with the topic that they come from; undefined where no way leads to them. */
  readonly items: (table: string) => { readonly topic: string; readonly prover: ItemAnswers } | undefined;
  /** Tables of warehouses that ways lead to. */
  readonly warehouses: readonly WarehouseAnswers[];
  /** What logs a table, as its source calls it; undefined where no way leads to that. */
  readonly logOf: (table: string) => RunningConnector | undefined;
  /** The topic of a table, as its source calls it. */
  readonly topicOf: (table: string) => string;
  /** Writes records to the topic of a table, as its source calls it. */
  readonly send: (table: string, values: readonly string[]) => Promise<void>;
  /** Deletes all connectors of the way of a table, as its source calls it, does something, and makes them again. */
  readonly recreate: (table: string, meanwhile: () => Promise<void>) => Promise<void>;
  readonly steps: StepLog;
  readonly log: ProofLog;
}

/** A captured database that a way begins at: the same one for all tables of a capture. */
export interface PlayedDatabase {
  readonly captured: Pick<CapturedLog, 'tables' | 'topics' | 'waitFor'>;
  /** What ways from there append to in Iceberg. */
  readonly logs: readonly Pick<IcebergProver, 'waitUntilComplete'>[];
  /** Plays statements; tells what they changed in captured tables. */
  readonly play: (statements: readonly string[], as: 'writer' | 'admin') => Promise<PlayedChanges>;
}

/** What a walkthrough asks of items. */
export type ItemAnswers = Pick<ItemsProver, 'compare' | 'lookUp' | 'waitFor'>;

/** What a walkthrough does with a warehouse. */
export type WarehouseAnswers = Pick<WarehouseProver, 'tables' | 'compare' | 'merge' | 'merges'>;

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
  /** What was played in the database of a capture. */
  private readonly counts = new Map<PlayedDatabase['captured'], PlayedCount>();
  private readonly count: PlayedCount | undefined;
  private readonly questions: Questions;
  /** Throw where what was played or run before failed. */
  private played: () => void = () => {};
  private ran: () => void = () => {};
  /** All of them, and what those threw that a proof has asked. */
  private readonly checks: (() => void)[] = [];
  private readonly told = new Set<unknown>();

  constructor(private readonly stage: Stage) {
    const { placed } = stage;
    const first = stage.database();
    [this.job] = placed.ways.flatMap(({ job }) => job ?? []);
    this.upkeep = this.job && new TableUpkeep(this.job);
    this.count = first && this.countOf(first);
    this.questions = new Questions(stage, this.job);
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
    else if ('recreate' in step) await this.recreate(step);
    else if ('send' in step) await this.send(step);
    else if ('run' in step) await this.run(step);
    else if ('remember' in step) await this.remember(step);
    else await this.prove(step);
  }

  private async playStatements(step: Play): Promise<void> {
    const { placed } = this.stage;
    const earlier = this.played;
    this.played = await this.prepare(step.play, async () => {
      earlier();
      const statements = 'sql' in step ? step.sql : readStatements(join(placed.walkthrough.folder, step.files));
      const database = this.database(step.at);
      await this.playIn(database, statements, step.as ?? 'writer');
      await this.waitUntilComplete(database);
    });
  }

  private async recreate({ recreate: what, of, meanwhile }: Recreate): Promise<void> {
    const earlier = this.played;
    this.played = await this.prepare(what, async () => {
      earlier();
      const database = this.database(of);
      await this.stage.recreate(of, () => this.playIn(database, meanwhile, 'writer'));
      await this.waitUntilComplete(database);
    });
  }

  private async playIn(database: PlayedDatabase, statements: readonly string[], as: 'writer' | 'admin'): Promise<void> {
    const count = this.countOf(database);
    count.add(await database.play(statements, as));
  }

  private async waitUntilComplete(database: PlayedDatabase): Promise<void> {
    await this.countOf(database).wait();
    await this.stage.archive?.waitUntilComplete();
    for (const log of database.logs) await log.waitUntilComplete();
  }

  private database(table?: string): PlayedDatabase {
    const found = this.stage.database(table);
    if (found === undefined) {
      throw new LocalRunError('statements are played in a database, and no way begins at one');
    }
    return found;
  }

  private countOf({ captured }: PlayedDatabase): PlayedCount {
    const known = this.counts.get(captured) ?? new PlayedCount(captured);
    this.counts.set(captured, known);
    return known;
  }

  private async send({ send: what, to, values }: Send): Promise<void> {
    const earlier = this.played;
    this.played = await this.prepare(what, async () => {
      earlier();
      await this.stage.send(to, values);
    });
  }

  private async run({ run }: Run): Promise<void> {
    const { warehouses } = this.stage;
    this.ran = await this.prepare(`run the ${run}`, async () => {
      this.played();
      if (run === 'job') await this.upkeep?.run();
      else if (run === 'upkeep') await this.stage.platform.upkeep?.run();
      else for (const each of warehouses) await (run === 'refresh' ? each.merges.refresh() : each.merge());
    });
  }

  private async remember(step: Remember): Promise<void> {
    const earlier = this.ran;
    this.ran = await this.prepare(`remember the ${step.remember}`, async () => {
      this.played();
      earlier();
      await this.questions.remember(step);
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
      const judge = () => Promise.all(asks.map((ask) => this.questions.judge(ask)));
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

  private step<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.stage.steps.run(`${this.stage.placed.walkthrough.name}: ${what}`, work);
  }
}
