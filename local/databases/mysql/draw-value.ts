import mysql from 'mysql2';

import { drawJson } from '../../workload/draw-json';
import {
  countOptions,
  drawBits,
  drawDecimal,
  drawFraction,
  drawInteger,
  drawOption,
  drawOptions,
} from '../../workload/draw-number';
import { drawBytes, drawText } from '../../workload/draw-text';
import { drawDate, drawDatetime, drawTime, drawTimestamp, drawYear } from '../../workload/draw-time';
import type { Random } from '../../workload/random';
import type { ColumnValues, DescribedColumn } from '../../workload/table-shape';
import { drawSpatial, SPATIAL_TYPES } from './draw-spatial';

/** How a type's values are drawn and read. */
interface TypeOfValues {
  /** A value as a literal of SQL. */
  readonly draw: (column: DescribedColumn, random: Random, inKey: boolean) => string;
  /** An expression of text that {@link literal} makes a literal of again. */
  readonly read: (column: string) => string;
  readonly literal: (text: string) => string;
}

const asText = (column: string): string => `CAST(${column} AS CHAR)`;
/** An option's number, whatever its text is. */
const asNumber = (column: string): string => `CAST(${column} + 0 AS CHAR)`;
const asIs = (text: string): string => text;
const quoted = (text: string): string => mysql.escape(text);

const number = (draw: TypeOfValues['draw'], read = asText): TypeOfValues => ({ draw, read, literal: asIs });
const moment = (draw: TypeOfValues['draw']): TypeOfValues => ({
  draw: (column, random, inKey) => quoted(draw(column, random, inKey)),
  read: asText,
  literal: quoted,
});
const integer = number(drawInteger);
const fraction = number(drawFraction);
const text: TypeOfValues = {
  draw: (column, random, inKey) => quoted(drawText(column, random, inKey)),
  read: (column) => `CONVERT(${column} USING utf8mb4)`,
  literal: quoted,
};
const bytes: TypeOfValues = {
  draw: (column, random, inKey) => mysql.escape(drawBytes(column, random, inKey)),
  read: (column) => `HEX(${column})`,
  literal: (hex) => `X'${hex}'`,
};

const spatial: TypeOfValues = { ...bytes, draw: drawSpatial };

const TYPES: Readonly<Record<string, TypeOfValues>> = {
  tinyint: integer,
  smallint: integer,
  mediumint: integer,
  int: integer,
  bigint: integer,
  decimal: number(drawDecimal),
  float: fraction,
  double: fraction,
  bit: number(drawBits, asNumber),
  year: number(drawYear),
  date: moment(drawDate),
  datetime: moment(drawDatetime),
  timestamp: moment(drawTimestamp),
  time: moment(drawTime),
  char: text,
  varchar: text,
  tinytext: text,
  text,
  mediumtext: text,
  longtext: text,
  enum: number(({ columnType }, random) => drawOption(countOptions(columnType), random), asNumber),
  set: number(({ columnType }, random) => drawOptions(countOptions(columnType), random), asNumber),
  json: { draw: (_, random) => quoted(drawJson(random)), read: asText, literal: quoted },
  binary: bytes,
  varbinary: bytes,
  tinyblob: bytes,
  blob: bytes,
  mediumblob: bytes,
  longblob: bytes,
  ...Object.fromEntries(SPATIAL_TYPES.map((type) => [type, spatial])),
};

/** Of all types that MySQL has, and of no other; never a zero date. */
export function mysqlValues(column: DescribedColumn): ColumnValues | undefined {
  const { dataType, name } = column;
  const type = Object.hasOwn(TYPES, dataType) ? TYPES[dataType] : undefined;
  return (
    type && {
      draw: (random, inKey) => type.draw(column, random, inKey),
      read: type.read(mysql.escapeId(name, true)),
      literal: type.literal,
    }
  );
}
