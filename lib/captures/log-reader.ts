import type { ConnectorSpec } from '../../connectors/connector-spec';
import type { DatabaseCapture } from '../config/capture';
import type { EnvironmentConfig } from '../config/environment';
import type { CaptureInputs } from './capture-kind';

/** What differs between readers of the logs of several makes of databases. */
export interface LogReader {
  /**
   * Rules of this make that a capture breaks, as `property rule, got: value` sentences; empty when it is sound.
   *
   * @param key of the capture in the environment's `captures`
   */
  problems(key: string, capture: DatabaseCapture, config: EnvironmentConfig): string[];
  connector(capture: DatabaseCapture, inputs: CaptureInputs): ConnectorSpec;
}
