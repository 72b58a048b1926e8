import mysql from 'mysql2';

import { drawJson } from './draw-json';
import { countOptions, drawBits, drawDecimal, drawFraction, drawInteger, drawOption, drawOptions } from './draw-number';
import { drawSpatial, SPATIAL_TYPES } from './draw-spatial';
import { drawBytes, drawText } from './draw-text';
import { drawDate, drawDatetime, drawTime, drawTimestamp, drawYear } from './draw-time';
import type { Random } from './random';
import type { Column } from './table-shape';

/** How a type's values are drawn and read. */
interface TypeOfValues {
  /** A value as a literal of SQL. */
  readonly draw: (column: Column, random: Random, inKey: boolean) => string;
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

/** Whether values of the column's type are drawn: of all that MySQL has, and of no other. */
export function isDrawable({ dataType }: Column): boolean {
  return Object.hasOwn(TYPES, dataType);
}

/**
 * A value of a drawable column as a literal of SQL: a limit of its type now and then, never a zero date.
 *
 * @param inKey a value that the row is found by, exactly as the server keeps it
 */
export function drawValue(column: Column, random: Random, inKey = false): string {
  return typeOf(column).draw(column, random, inKey);
}

/** An expression that reads a drawable column as text, for {@link literalOf}. */
export function readAsText(column: Column): string {
  return typeOf(column).read(mysql.escapeId(column.name, true));
}

/** The literal of what {@link readAsText} gave. */
export function literalOf(column: Column, read: string | null): string {
  return read === null ? 'NULL' : typeOf(column).literal(read);
}

function typeOf({ dataType }: Column): TypeOfValues {
  return TYPES[dataType] as TypeOfValues;
}
