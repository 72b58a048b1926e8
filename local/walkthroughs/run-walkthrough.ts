import { join } from 'node:path';
import type { CapturedLog } from '../proofs/captured-log';
import type { Proof } from '../proofs/proof';
import type { ProofLog } from '../proofs/proof-log';
import type { ArchiveProver } from '../proofs/prove-archive';
import { TableUpkeep } from '../proofs/table-upkeep';
import { queryEngineOf, targetTables } from '../proofs/target-tables';
import type { StepLog } from '../report/step-log';
import type { QueryResult } from '../servers/local-server';
import type { RunningPlatform } from '../session/running-platform';
import { type JudgedAnswer, judgeAnswer, judgeFailure } from './judge-answer';
import type { PlacedWalkthrough } from './place-walkthrough';
import { type PlayedChanges, readStatements } from './play-statements';
import { PlayedCount, provePlayed } from './prove-played';
import type { Ask, Play, Prove, Step } from './walkthrough';

/** What a walkthrough is played on. */
export interface Stage {
  readonly platform: RunningPlatform;
  readonly placed: PlacedWalkthrough;
  readonly captured: Pick<CapturedLog, 'tables' | 'topics' | 'waitFor'>;
  /** Looks at the archive on the way; undefined where there is none. */
  readonly archive: Pick<ArchiveProver, 'compare' | 'waitUntilComplete'> | undefined;
  /** Plays statements in the captured database; tells what they changed in captured tables. */
  readonly play: (statements: readonly string[], as: 'writer' | 'admin') => Promise<PlayedChanges>;
  readonly steps: StepLog;
  readonly log: ProofLog;
}

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
  private readonly upkeep: TableUpkeep | undefined;
  private readonly count: PlayedCount;
  /** Throw where what was played or run before failed. */
  private played: () => void = () => {};
  private ran: () => void = () => {};
  /** All of them, and what those threw that a proof has asked. */
  private readonly checks: (() => void)[] = [];
  private readonly told = new Set<unknown>();

  constructor(private readonly stage: Stage) {
    const { placed, captured } = stage;
    this.upkeep = placed.job && new TableUpkeep(placed.job);
    this.count = new PlayedCount(captured);
  }

  async play(): Promise<void> {
    const { placed, archive, log } = this.stage;
    const { name, steps, counts } = placed.walkthrough;
    const id = counts?.played;
    const compare = (when: string) => this.step(`compare archive ${when}`, async () => archive?.compare());
    const before = id === undefined ? undefined : await log.prepare('compare archive before', () => compare('before'));
    for (const step of steps) await this.take(step);
    if (id !== undefined && archive !== undefined) {
      await provePlayed(log, { pipeline: name, id }, async () => {
        this.played();
        return { before: before?.(), after: await compare('after'), count: this.count };
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
      this.count.add(await this.stage.play(statements, step.as ?? 'writer'));
      await this.count.wait();
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
      const judge = () => Promise.all(asks.map((ask) => this.judge(ask)));
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
  private judge(ask: Ask): Promise<JudgedAnswer> {
    return this.ask(ask).then(
      (result) => judgeAnswer(ask, result),
      (error: unknown) => judgeFailure(ask, error),
    );
  }

  private async ask({ query }: Ask): Promise<QueryResult> {
    const { platform, placed } = this.stage;
    const engine = queryEngineOf(platform);
    if ('sql' in query) {
      const [table] = placed.job === undefined ? [] : targetTables(platform, placed.job);
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
