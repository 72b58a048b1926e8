import { setTimeout } from 'node:timers/promises';
import {
  AthenaClient,
  GetQueryExecutionCommand,
  type QueryExecutionStatus,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand,
} from '@aws-sdk/client-athena';

/** Requests are throttled by account and region: other handlers ask at the same time. */
const MAX_ATTEMPTS = 8;
const PAUSES = { firstMs: 200, factor: 1.5, longestMs: 5000 } as const;
/** Of a statement, in what an error says. CloudFormation shows 4,096 characters in all. */
const LONGEST_SQL = 600;
const ENDED: readonly (string | undefined)[] = ['SUCCEEDED', 'FAILED', 'CANCELLED'];

/** Where statements run. */
export interface AthenaAddress {
  readonly workgroupName: string;
  readonly database: string;
}

/** A statement of Athena. */
export interface AthenaStatement {
  /** What it is of, such as `pagila_public_film_latest: view`. */
  readonly name: string;
  readonly sql: string;
}

/** A statement that ended otherwise than well, or not in time. */
export class StatementError extends Error {
  constructor(
    readonly statement: AthenaStatement,
    /** The server's own. */
    readonly words: string,
  ) {
    super(`statement \`${statement.name}\` must end SUCCEEDED, got: ${words}; it was: ${shortened(statement.sql)}`);
    this.name = 'StatementError';
  }
}

/** Runs statements in a workgroup of Athena, each by itself and to its end. */
export class AthenaSession {
  private readonly client = new AthenaClient({ maxAttempts: MAX_ATTEMPTS });

  /**
   * @param address where
   * @param patienceMs how long it waits in all for statements to end
   */
  constructor(
    private readonly address: AthenaAddress,
    private patienceMs: number,
  ) {}

  /** @throws StatementError where it does not end well in time; it is stopped then */
  async run(statement: AthenaStatement): Promise<void> {
    // The SDK adds a token by which a request that it sends twice starts one statement.
    const { QueryExecutionId: id } = await this.client.send(
      new StartQueryExecutionCommand({
        WorkGroup: this.address.workgroupName,
        QueryExecutionContext: { Database: this.address.database },
        QueryString: statement.sql,
      }),
    );
    const { State, StateChangeReason } = await this.end(String(id), statement);
    if (State !== 'SUCCEEDED') {
      throw new StatementError(statement, `${State}: ${StateChangeReason ?? 'no reason'}`);
    }
  }

  private async end(id: string, statement: AthenaStatement): Promise<QueryExecutionStatus> {
    for (let pause: number = PAUSES.firstMs; ; pause = Math.min(pause * PAUSES.factor, PAUSES.longestMs)) {
      const { QueryExecution } = await this.client.send(new GetQueryExecutionCommand({ QueryExecutionId: id }));
      const status = QueryExecution?.Status ?? {};
      if (ENDED.includes(status.State)) {
        return status;
      }
      if (this.patienceMs < pause) {
        // It would go on without anybody who waits for it.
        await this.client.send(new StopQueryExecutionCommand({ QueryExecutionId: id }));
        throw new StatementError(statement, `${status.State} when time was up`);
      }
      this.patienceMs -= pause;
      await setTimeout(pause);
    }
  }
}

function shortened(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_SQL ? line : `${line.slice(0, LONGEST_SQL)} …`;
}
