import { ProcessHistory } from '../../local/processes/process-history';
import { ArchiveProver, consumedTopics } from '../../local/proofs/archive/prove-archive';
import { CapturedLog } from '../../local/proofs/captured/captured-log';
import { ItemsProver } from '../../local/proofs/items/items-prover';
import { ItemReader } from '../../local/proofs/items/read-items';
import { TopicReader } from '../../local/proofs/topic-reader';
import type { RunningConnector, RunningPlatform } from '../../local/session/running-platform';
import type { KeptRunFiles } from './kept-run';

/** The provers of a run that stays up, beside the run: of what it says of itself they are given what they read. */
export class KeptProvers {
  constructor(
    private readonly files: KeptRunFiles,
    /** PEM file of the authority that the run's servers have their certificates from. */
    private readonly caFile: string,
  ) {}

  /** Tables whose topic does not come to their rows, and each difference. */
  async differingTables(source: string): Promise<string[]> {
    const log = new CapturedLog(this.platform(), this.connector(source), this.files.kafka());
    const differences = await log.compareTopics();
    return differences
      .filter(({ count }) => count > 0)
      .map(({ table, examples }) => [table.table, ...examples].join(' '));
  }

  /** What of the topics is not in the archive, once and in order, and how many events it holds. */
  async archived(sink: string): Promise<{ problems: readonly string[]; archivedCount: number; eventCount: number }> {
    const connector = this.connector(sink);
    const topics = new TopicReader(this.files.kafka(), consumedTopics(connector));
    return new ArchiveProver(this.platform(), connector, topics).compare();
  }

  /** How items differ from the rows of the tables that a source captures. */
  async differingItems(source: string, sink: string): Promise<readonly string[]> {
    const log = new CapturedLog(this.platform(), this.connector(source), this.files.kafka());
    const prover = new ItemsProver(this.connector(sink), new ItemReader(this.files.awsClient()), [log]);
    return (await prover.compare()).problems;
  }

  private platform(): RunningPlatform {
    const isAdmin = ({ kind, name, user }: { kind: string; name: string; user?: string }): boolean =>
      kind.startsWith('MySQL') && name.includes('salesdb') && user !== 'app';
    const server = { ...this.files.endpoint(isAdmin), caFile: this.caFile };
    return {
      databases: [{ server, model: { engine: 'mysql' } }],
      awsClient: this.files.awsClient(),
    } as unknown as RunningPlatform;
  }

  private connector(name: string): RunningConnector {
    const { host, port } = this.files.endpoint((server) => server.name === `connect-${name}`);
    const process = { endedWith: () => undefined, history: new ProcessHistory() };
    const worker = { url: `http://${host}:${port}`, process };
    return { model: { name }, worker, config: this.files.configuration(name) } as unknown as RunningConnector;
  }
}
