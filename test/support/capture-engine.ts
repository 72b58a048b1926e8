import type { ConnectorSpec, PluginName } from '../../connectors/connector-spec';
import type { Dataset } from '../../connectors/dataset';
import { largestEvent } from '../../connectors/fragments/record-size';
import type { MysqlCdcInputs } from '../../connectors/sources/mysql-cdc';
import type { DatabaseServer } from '../../local/servers/local-server';

export const REGION = 'us-east-1';
export const SECRET_NAME = 'test/cdc';
export const MAX_EVENT_BYTES = largestEvent(8 * 1_048_576);

/** Of a connector's inputs: what the servers of a test decide. */
export type ServerInputs = Pick<
  MysqlCdcInputs,
  'region' | 'hostname' | 'port' | 'secretName' | 'bootstrapServers' | 'capacity' | 'retentionMs' | 'maxEventBytes'
>;

/** Of a connector's inputs: what every test says. */
export interface NamedCapture {
  readonly name: string;
  readonly topicPrefix: string;
  readonly datasets: readonly Dataset[];
}

/** A server that is captured: where it is, and whose word its certificate is. */
export type CapturedAddress = Pick<DatabaseServer, 'host' | 'port'> & Partial<Pick<DatabaseServer, 'caFile'>>;

/** How the platform captures servers of one make. */
export interface CaptureEngine<Inputs extends NamedCapture> {
  readonly plugin: PluginName;
  connector(inputs: Inputs & ServerInputs): ConnectorSpec;
  /** The configuration for a server of a test, whose authority is none of RDS's. */
  trusting(config: ConnectorSpec['config'], server: CapturedAddress): Record<string, string>;
}

/** The platform's connector for a server, as a test has it run. */
export function captureSpec<Inputs extends NamedCapture>(
  engine: CaptureEngine<Inputs>,
  inputs: Inputs,
  bootstrapServers: string,
  server: CapturedAddress = { host: 'none', port: 0 },
): ConnectorSpec {
  return engine.connector({
    ...inputs,
    region: REGION,
    hostname: server.host,
    port: String(server.port),
    secretName: SECRET_NAME,
    bootstrapServers,
    capacity: { kind: 'provisioned', mcuCount: 1, workerCount: 1 },
    retentionMs: 3_600_000,
    maxEventBytes: MAX_EVENT_BYTES,
  });
}
