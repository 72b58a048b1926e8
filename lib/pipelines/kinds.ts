import { ARCHIVE } from './archive';
import { DELTA } from './delta';
import type { DestinationKind } from './destination-kind';
import { DYNAMODB } from './dynamodb';
import { ICEBERG } from './iceberg';
import { ICEBERG_STATE } from './iceberg-state';
import { PARQUET } from './parquet';
import { REDSHIFT } from './redshift';

/** Every kind of destination that there is. */
export const DESTINATION_KINDS: readonly DestinationKind[] = [
  ARCHIVE,
  DELTA,
  DYNAMODB,
  ICEBERG,
  ICEBERG_STATE,
  PARQUET,
  REDSHIFT,
];
