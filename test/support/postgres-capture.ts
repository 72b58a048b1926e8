import { type PostgresCdcInputs, postgresCdc } from '../../connectors/sources/postgres-cdc';
import type { Capture } from './capture';
import type { CaptureEngine, ServerInputs } from './capture-engine';

export type PostgresCaptureInputs = Omit<PostgresCdcInputs, keyof ServerInputs>;
export type PostgresCapture = Capture<PostgresCaptureInputs>;

export const POSTGRES_CAPTURE: CaptureEngine<PostgresCaptureInputs> = {
  plugin: 'debezium-postgres',
  connector: postgresCdc,
  trusting: (config, { caFile = '' }) => ({ ...config, 'database.sslrootcert': caFile }),
};
