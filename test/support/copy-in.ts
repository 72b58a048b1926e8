import type { Client, Connection } from 'pg';

/** What the client's own types leave out of a connection. */
type CopyConnection = Connection & {
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
};

/** Lines that a `COPY … FROM STDIN` is sent, for which the client has no word of its own. */
export class CopyIn {
  private done: (error?: Error) => void = () => undefined;
  private failure: Error | undefined;

  /** @param lines in the server's text format, without line ends */
  constructor(
    private readonly client: Client,
    private readonly statement: string,
    private readonly lines: readonly string[],
  ) {}

  run(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.done = (error) => (error === undefined ? resolve() : reject(error));
      this.client.query(this);
    });
  }

  submit(connection: Connection): void {
    (connection as CopyConnection).query(this.statement);
  }

  handleCopyInResponse(connection: CopyConnection): void {
    connection.sendCopyFromChunk(Buffer.from(this.lines.map((line) => `${line}\n`).join('')));
    connection.endCopyFrom();
  }

  handleCommandComplete(): void {}

  handleError(error: Error): void {
    this.failure = error;
    this.done(error);
  }

  handleReadyForQuery(): void {
    this.done(this.failure);
  }
}
