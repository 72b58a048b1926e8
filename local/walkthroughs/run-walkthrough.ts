import { join } from 'node:path';
import { LocalRunError } from '../local-run-error';
import type { Proof } from '../proofs/proof';
import { TableUpkeep } from '../proofs/tables/table-upkeep';
import type { RunnableJob } from '../session/running-platform';
import { readStatements } from './play-statements';
import { PlayedCount, provePlayed } from './prove-played';
import { Questions } from './questions';
import type { PlayedDatabase, Stage } from './stage';
import {
  type Play,
  type Prove,
  type Recreate,
  type Remember,
  type Reshape,
  type Run,
  type Send,
  type Step,
  waysOf,
} from './walkthrough';

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
    else if ('reshape' in step) await this.reshape(step);
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

  private async reshape({ reshape: what, of, shape }: Reshape): Promise<void> {
    const earlier = this.played;
    this.played = await this.prepare(what, async () => {
      earlier();
      await this.stage.reshape(of, shape);
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
      else if (run === 'refined') for (const each of this.stage.platform.refreshes) await each.run();
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
