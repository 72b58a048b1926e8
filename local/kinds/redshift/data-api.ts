import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchExecuteStatementCommand,
  DescribeStatementCommand,
  type DescribeStatementResponse,
  ExecuteStatementCommand,
  type Field,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';

import type { AccessKey } from '../../access/access-key';
import { LocalRunError } from '../../local-run-error';
import type { MergeSchedule } from '../../model/read-merge-schedules';
import type { AwsClientConfig } from '../../servers/aws-client-config';
import type { QueryResult } from '../../servers/local-server';

/** Most statements end within milliseconds, merges take seconds. */
const POLL_MILLISECONDS = { first: 10, most: 200 };

/** A statement that ended otherwise than well. */
export class WarehouseError extends LocalRunError {}

/** Where statements run. */
export interface StatementPlace {
  readonly WorkgroupName: string;
  readonly Database: string;
  readonly SecretArn: string;
}

/** Asks Redshift's Data API, and waits for what it was asked for. */
export class DataApi {
  private readonly client: RedshiftDataClient;

  /** @param aws of the run's administration, which is shown what others have begun */
  constructor(private readonly aws: AwsClientConfig) {
    this.client = new RedshiftDataClient(aws);
  }

  /** @throws WarehouseError with the server's words */
  async query(place: StatementPlace, sql: string): Promise<QueryResult> {
    const { Id } = await this.client.send(new ExecuteStatementCommand({ ...place, Sql: sql }));
    return this.result(await this.end(String(Id), sql));
  }

  /**
   * What the last statement of a schedule's answers.
   *
   * @param key of the schedule's role
   * @throws WarehouseError with the server's words
   */
  async call({ action, input }: MergeSchedule, key: AccessKey): Promise<QueryResult> {
    const caller = new RedshiftDataClient({ ...this.aws, credentials: { ...key } });
    const { Id } = await (action === 'batchExecuteStatement'
      ? caller.send(new BatchExecuteStatementCommand(input as never))
      : caller.send(new ExecuteStatementCommand(input as never)));
    return this.result(await this.end(String(Id), String(input.StatementName ?? action)));
  }

  private async end(id: string, what: string): Promise<DescribeStatementResponse> {
    for (let pause = POLL_MILLISECONDS.first; ; pause = Math.min(2 * pause, POLL_MILLISECONDS.most)) {
      const described = await this.client.send(new DescribeStatementCommand({ Id: id }));
      if (described.Status === 'FINISHED') return described;
      if (described.Status === 'FAILED' || described.Status === 'ABORTED')
        throw new WarehouseError(`${what}: ${described.Error ?? described.Status}`);
      await sleep(pause);
    }
  }

  private async result({ Id, HasResultSet, SubStatements = [] }: DescribeStatementResponse): Promise<QueryResult> {
    const own = SubStatements.at(-1) ?? { Id, HasResultSet };
    if (own.HasResultSet !== true) return { columns: [], rows: [] };
    const rows: (string | null)[][] = [];
    let columns: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new GetStatementResultCommand({ Id: own.Id, NextToken }));
      columns = (page.ColumnMetadata ?? []).map(({ name }) => String(name));
      rows.push(...(page.Records ?? []).map((record) => record.map(textOf)));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return { columns, rows };
  }
}

function textOf(field: Field): string | null {
  const value = field.stringValue ?? field.longValue ?? field.doubleValue ?? field.booleanValue;
  return value === undefined ? null : String(value);
}
