import type { JobReport } from '../../local/jobs/read-reports';
import type { ArchiveComparison } from '../../local/proofs/archive/prove-archive';
import type { Proof } from '../../local/proofs/proof';
import { ProofLog } from '../../local/proofs/proof-log';
import { StepLog } from '../../local/report/step-log';
import type { RunnableJob, RunningPlatform } from '../../local/session/running-platform';
import type { PlayedChanges } from '../../local/walkthroughs/play-statements';
import { runWalkthrough } from '../../local/walkthroughs/run-walkthrough';
import type { PlayedDatabase, Stage } from '../../local/walkthroughs/stage';
import type { NamedWalkthrough } from '../../local/walkthroughs/walkthrough';

/** What a query comes to: columns, and rows by them. */
export type Answer = readonly Readonly<Record<string, unknown>>[];

/** Of whatever is logged. */
export const LOG_DATABASE = 'log';
const LOG = {
  transforms: 'rows',
  'transforms.rows.type': 'io.tributary.connect.iceberg.TypedRows',
  'transforms.rows.topic.t.table': `${LOG_DATABASE}.t`,
};

/** Of whatever is kept as rows. */
const ROWS = { 's3.bucket.name': 'b', 's3.prefix': 'p' };

/** A platform in memory that a walkthrough is played on. */
export interface Played {
  readonly walkthrough: NamedWalkthrough;
  /** What a play changes, with how many connectors being gone; throws for one that fails. */
  readonly play: (number: number, as: string, gone: number) => PlayedChanges;
  /** How many events of a kind there are, once so many plays were played. */
  readonly events: (plays: number, kind: keyof PlayedChanges) => number;
  /** What a query, with its parameters behind it, comes to after so many plays, of which the job brought these into the table. */
  readonly answer: (query: string, plays: number, database: string) => Answer;
  /** What is around the ways, see `Stage`. @default - nothing has an answer */
  readonly around?: (ask: Parameters<Stage['ask']>[0]) => Answer;
  /** Problems of the archive before and after. @default - none */
  readonly archive?: readonly [readonly string[], readonly string[]];
  readonly job?: RunnableJob;
  /** What the upkeep of the lake says of its tables. @default - there is none */
  readonly upkeep?: readonly JobReport[];
  /** Items of a table after so many plays. @default - there are none */
  readonly items?: (table: string, plays: () => number) => ReturnType<Stage['items']>;
  /** Tables of a warehouse after so many plays. @default - there are none */
  readonly warehouse?: (plays: () => number) => Stage['warehouses'][number];
}

/** Plays a walkthrough and gives its proofs, by their ids. */
export async function playInMemory(played: Played): Promise<ReadonlyMap<string, Proof>> {
  const { walkthrough, archive = [[], []] } = played;
  let [plays, brought, looks, gone] = [0, 0, 0, 0];
  const job =
    played.job ??
    ({
      model: { kind: 'batch' },
      defaultArguments: {},
      run: async () => {
        brought = plays;
      },
    } as unknown as RunnableJob);
  const queries = walkthrough.steps.flatMap((step) => {
    if ('remember' in step) return [step.query];
    return 'prove' in step ? step.asks.flatMap((ask) => ('query' in ask ? [ask.query] : [])) : [];
  });
  const names = queries.flatMap((query) => ('named' in query ? [query.named] : []));
  const platform = {
    refreshes: [],
    catalogTables: walkthrough.requires.tables.map((table) => ({ database: 'rows', location: `s3://b/p/${table}` })),
    queries: names.map((name) => ({ name, sql: name, database: 'lake' })),
    queryEngine: {
      query: async (sql: string, database: string, parameters: readonly string[] = []) => {
        const isBrought = played.job === undefined && database !== LOG_DATABASE;
        const answer = played.answer([sql, ...parameters].join(' '), isBrought ? brought : plays, database);
        const columns = Object.keys(answer[0] ?? {});
        return { columns, rows: answer.map((row) => columns.map((column) => row[column])) };
      },
    },
    upkeep: played.upkeep && { run: async () => {}, runs: [{ reports: played.upkeep }] },
  } as unknown as RunningPlatform;
  const captured: PlayedDatabase['captured'] = {
    tables: [{ schema: 's', table: 't', topic: 't', ownTopic: 't' }],
    topics: { count: (_: string, kind: keyof PlayedChanges) => played.events(plays, kind) } as never,
    waitFor: async () => {},
  };
  const log = new ProofLog(() => {});
  await runWalkthrough({
    platform,
    placed: {
      walkthrough,
      ways: [
        {
          requires: walkthrough.requires,
          source: {} as never,
          archive: {} as never,
          parquet: undefined,
          log: undefined,
          job,
          items: undefined,
          merges: undefined,
        },
      ],
    },
    rowsOf: () => ({ config: ROWS }) as never,
    ask: async (ask) => {
      const answer = played.around?.(ask) ?? [];
      const columns = Object.keys(answer[0] ?? {});
      return { columns, rows: answer.map((row) => columns.map((column) => row[column])) };
    },
    reshape: async () => {},
    database: () => ({
      captured,
      logs: [],
      play: async (_, as) => {
        plays += 1;
        return played.play(plays, as, gone);
      },
    }),
    archive: {
      waitUntilComplete: async () => {},
      compare: async (): Promise<ArchiveComparison> => {
        const events = 10 + plays;
        return { eventCount: events, archivedCount: events, objectCount: 1, problems: archive[looks++] ?? [] };
      },
    },
    items: (table) => played.items?.(table, () => plays),
    warehouses: played.warehouse === undefined ? [] : [played.warehouse(() => plays)],
    logOf: () => ({ config: LOG }) as never,
    topicOf: (table) => table,
    send: async () => {
      plays += 1;
    },
    recreate: async (_, meanwhile) => {
      gone += 1;
      await meanwhile();
      gone -= 1;
    },
    steps: new StepLog(() => {}),
    log,
  });
  return new Map(log.proofs.map((proof) => [proof.id, proof]));
}
