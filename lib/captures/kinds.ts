import type { CaptureConfig } from '../config/capture';
import type { CaptureKind } from './capture-kind';
import { DATABASE } from './database';
import { GENERATED_ORDERS } from './generated-orders';

/** Every kind of capture that there is. */
export const CAPTURE_KINDS = {
  database: DATABASE,
  'generated-orders': GENERATED_ORDERS,
} satisfies Readonly<Record<NonNullable<CaptureConfig['kind']>, unknown>>;

/** The kind of a capture, which is asked about no other. */
export function captureKind({ kind = 'database' }: CaptureConfig): CaptureKind {
  return CAPTURE_KINDS[kind];
}
