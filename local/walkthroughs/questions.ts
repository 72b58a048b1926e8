import { LocalRunError } from '../local-run-error';
import { icebergSink } from '../model/iceberg-sink';
import { queryEngineOf, targetTables } from '../proofs/tables/target-tables';
import type { QueryResult } from '../servers/local-server';
import type { RunnableJob } from '../session/running-platform';
import { type JudgedAnswer, judgeAnswer, judgeFailure, judgeItems, judgeWarehouseTable } from './judge-answer';
import { judgeFewerFiles } from './judge-files';
import type { ItemAnswers, Stage } from './stage';
import {
  type Ask,
  type ItemsAsk,
  type QueryAsk,
  REMEMBERED,
  type Remember,
  type RowsAsk,
  type StatementQuery,
  type WarehouseTableAsk,
} from './walkthrough';

/** Asks the questions of a walkthrough, each where it has its answer. */
export class Questions {
  private readonly remembered = new Map<string, string>();

  /** @param job that makes the tables which statements name without a prefix */
  constructor(
    private readonly stage: Pick<Stage, 'platform' | 'items' | 'warehouses' | 'topicOf' | 'logOf' | 'rowsOf' | 'ask'>,
    private readonly job: RunnableJob | undefined,
  ) {}

  judge(ask: Ask): Promise<JudgedAnswer> {
    if ('items' in ask) return this.judgeItems(ask);
    if ('fewerFiles' in ask) return Promise.resolve(judgeFewerFiles(ask, this.stage.platform.upkeep?.runs.at(-1)));
    return 'warehouseTable' in ask ? this.judgeWarehouseTable(ask) : this.judgeAnswer(ask);
  }

  /** @throws LocalRunError where the answer is not one value */
  async remember({ remember: name, query }: Remember): Promise<void> {
    const { rows } = await this.query(query);
    const values = rows.flat();
    const [value] = values;
    if (values.length !== 1 || value === null || value === undefined) {
      throw new LocalRunError(`what is remembered as ${name} must be one value, got: ${JSON.stringify(rows)}`);
    }
    this.remembered.set(name, String(value));
  }

  private async judgeWarehouseTable(ask: WarehouseTableAsk): Promise<JudgedAnswer> {
    for (const each of this.stage.warehouses) {
      const topic = this.stage.topicOf(ask.warehouseTable);
      const table = each.tables.find((candidate) => candidate.topic === topic);
      if (table !== undefined) return judgeWarehouseTable(ask, await each.compare([table]));
    }
    throw new Error(`a walkthrough is placed by its tables, got: ${ask.warehouseTable}`);
  }

  /** What has no answer yet may have one as soon as the job has made the table. */
  private judgeAnswer(ask: RowsAsk): Promise<JudgedAnswer> {
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

  private async ask(ask: RowsAsk): Promise<QueryResult> {
    const { warehouses } = this.stage;
    if ('registry' in ask || 'topics' in ask || 'source' in ask) return this.stage.ask(ask);
    if ('warehouse' in ask) {
      const [first] = warehouses;
      if (first === undefined) throw new Error('a walkthrough is placed by its warehouse, got: none');
      return first.merges.query(ask.warehouse);
    }
    return this.query(ask.query);
  }

  private async query(query: QueryAsk['query']): Promise<QueryResult> {
    const { platform } = this.stage;
    const engine = queryEngineOf(platform);
    if ('sql' in query) return engine.query(this.filled(query.sql), this.databaseOf(query));
    const named = platform.queries.find(({ name }) => name === query.named);
    if (named === undefined) throw new Error(`a walkthrough is placed by its queries, got: ${query.named}`);
    return engine.query(
      named.sql,
      named.database,
      query.parameters?.map((each) => this.filled(each)),
    );
  }

  /** Of the table that the catalog has at the folder of the topic. */
  private databaseOfRows(table: string): string {
    const { platform, rowsOf, topicOf } = this.stage;
    const { 's3.bucket.name': bucket, 's3.prefix': prefix } = rowsOf(table)?.config ?? {};
    const location = `s3://${bucket}/${prefix}/${topicOf(table)}`;
    const found = platform.catalogTables.find((each) => each.location === location);
    if (found === undefined) throw new Error(`the catalog must have a table of the rows in ${location}, got: none`);
    return found.database;
  }

  private filled(sql: string): string {
    return sql.replaceAll(REMEMBERED, (_, name: string) => {
      const value = this.remembered.get(name);
      if (value === undefined) throw new Error(`a walkthrough names what it remembered, got: ${name}`);
      return value;
    });
  }

  private databaseOf({ logOf, rowsOf }: StatementQuery): string {
    const { platform, logOf: sinkOf } = this.stage;
    if (rowsOf !== undefined) return this.databaseOfRows(rowsOf);
    if (logOf === undefined) {
      const [table] = this.job === undefined ? [] : targetTables(platform, this.job);
      return table?.database ?? '';
    }
    const sink = sinkOf(logOf);
    const [table] = sink === undefined ? [] : icebergSink(sink.config).tables;
    if (table === undefined) throw new Error(`a walkthrough is placed by its log, got: ${logOf}`);
    return table.database;
  }
}
