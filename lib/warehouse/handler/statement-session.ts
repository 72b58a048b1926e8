import { setTimeout } from 'node:timers/promises';
import {
  ActiveStatementsExceededException,
  DescribeStatementCommand,
  type DescribeStatementResponse,
  ExecuteStatementCommand,
  GetStatementResultCommand,
  RedshiftDataClient,
} from '@aws-sdk/client-redshift-data';
import type { Statement } from '../statement';
import type { WarehouseAddress } from './warehouse-request';

/** Requests are throttled by account and region: other handlers ask at the same time. */
const MAX_ATTEMPTS = 8;
/** A workgroup that was idle takes seconds to come up, and a first statement minutes. */
const PAUSES = { firstMs: 200, factor: 1.5, longestMs: 5000 } as const;
/** Of a statement, in what an error says. CloudFormation shows 4,096 characters in all. */
const LONGEST_SQL = 600;
/** What Redshift numbers a transaction with that met another one. Neither did anything; one of them may try again. */
const CONFLICT = /\b1023\b|serializable isolation violation/i;
const MOST_CONFLICTS = 5;

const ENDED = ['FINISHED', 'FAILED', 'ABORTED'];

/** A statement that ended otherwise than well, or not in time. */
export class StatementError extends Error {
  constructor(
    readonly statement: Statement,
    /** The server's own. */
    readonly words: string,
  ) {
    super(`statement \`${statement.name}\` must end FINISHED, got: ${words}; it was: ${shortened(statement.sql)}`);
    this.name = 'StatementError';
  }
}

/** Runs statements of one database by the Data API, each by itself and to its end. */
export class StatementSession {
  private readonly client = new RedshiftDataClient({ maxAttempts: MAX_ATTEMPTS });

  /**
   * @param address where
   * @param patienceMs how long it waits in all for statements to end
   */
  constructor(
    private readonly address: WarehouseAddress,
    private patienceMs: number,
  ) {}

  /** @throws StatementError where it does not end well in time */
  async run(statement: Statement): Promise<void> {
    await this.finish(statement);
  }

  /** Texts of the first column of what a query answers. @throws StatementError where it does not end well in time */
  async texts(statement: Statement): Promise<string[]> {
    const id = await this.finish(statement);
    const texts: string[] = [];
    let NextToken: string | undefined;
    do {
      const page = await this.client.send(new GetStatementResultCommand({ Id: id, NextToken }));
      texts.push(...(page.Records ?? []).map(([field]) => String(field?.stringValue)));
      NextToken = page.NextToken;
    } while (NextToken !== undefined);
    return texts;
  }

  /** @returns the id that its result is had by */
  private async finish(statement: Statement): Promise<string> {
    for (let conflicts = 1; ; conflicts++) {
      const id = await this.start(statement);
      const { Status, Error: words } = await this.end(id, statement);
      if (Status === 'FINISHED') {
        return id;
      }
      if (conflicts >= MOST_CONFLICTS || !CONFLICT.test(words ?? '')) {
        throw new StatementError(statement, `${Status}: ${words ?? 'no reason'}`);
      }
      await this.wait(statement, PAUSES.longestMs);
    }
  }

  private async start(statement: Statement): Promise<string> {
    for (;;) {
      try {
        // The SDK adds a token by which a request that it sends twice starts one statement.
        const { Id } = await this.client.send(
          new ExecuteStatementCommand({
            WorkgroupName: this.address.workgroupName,
            Database: this.address.database,
            SecretArn: this.address.secretArn,
            StatementName: statement.name,
            Sql: statement.sql,
          }),
        );
        return String(Id);
      } catch (error) {
        if (!(error instanceof ActiveStatementsExceededException)) {
          throw error;
        }
        await this.wait(statement, PAUSES.longestMs);
      }
    }
  }

  private async end(id: string, statement: Statement): Promise<DescribeStatementResponse> {
    for (let pause: number = PAUSES.firstMs; ; pause = Math.min(pause * PAUSES.factor, PAUSES.longestMs)) {
      const described = await this.client.send(new DescribeStatementCommand({ Id: id }));
      if (ENDED.includes(String(described.Status))) {
        return described;
      }
      await this.wait(statement, pause, described.Status);
    }
  }

  private async wait(statement: Statement, pauseMs: number, status = 'not started'): Promise<void> {
    if (this.patienceMs < pauseMs) {
      throw new StatementError(statement, `${status} when time was up`);
    }
    this.patienceMs -= pauseMs;
    await setTimeout(pauseMs);
  }
}

function shortened(sql: string): string {
  const line = sql.replaceAll(/\s+/g, ' ').trim();
  return line.length <= LONGEST_SQL ? line : `${line.slice(0, LONGEST_SQL)} …`;
}
