import { type MysqlCdcInputs, mysqlCdc } from '../../connectors/sources/mysql-cdc';
import type { Capture } from './capture';
import type { CaptureEngine, ServerInputs } from './capture-engine';

export type MysqlCaptureInputs = Omit<MysqlCdcInputs, keyof ServerInputs>;
export type MysqlCapture = Capture<MysqlCaptureInputs>;

/** Encrypted, and not verified: the servers that one capture follows have an authority each. */
export const MYSQL_CAPTURE: CaptureEngine<MysqlCaptureInputs> = {
  plugin: 'debezium-mysql',
  connector: mysqlCdc,
  trusting: (config) => {
    const kept = Object.entries(config).filter(([key]) => !key.startsWith('database.ssl.'));
    return { ...Object.fromEntries(kept), 'database.ssl.mode': 'required' };
  },
};
