import type { Dataset } from '../../connectors/dataset';
import type { EnvironmentConfig } from '../config/environment';
import { captureKind } from './kinds';

/** Captured tables by their keys, by capture; none of a capture that names no sound ones. */
export function capturedTables(config: EnvironmentConfig): Record<string, Readonly<Record<string, Dataset>>> {
  return Object.fromEntries(
    Object.entries(config.captures).map(([key, capture]) => [key, captureKind(capture).tables(key, capture, config)]),
  );
}
