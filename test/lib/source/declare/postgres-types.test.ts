import { PLAIN_TYPES } from '../../../../connectors/column-type';
import type { PostgresColumn } from '../../../../lib/source/bootstrap/postgres-columns';
import { postgresTypeHolds } from '../../../../lib/source/bootstrap/postgres-columns';
import { bestType, typeRemark } from '../../../../lib/source/declare/best-type';
import { POSTGRES_TYPES } from '../../../../lib/source/declare/postgres-types';

const column = (dataType: string, columnType: string = dataType, typeKind = 'b'): PostgresColumn => ({
  columnName: 'c',
  dataType,
  columnType,
  typeKind,
});

describe.each([
  [column('bool', 'boolean'), 'BOOLEAN', undefined],
  [column('int2', 'smallint'), 'SMALLINT', undefined],
  [column('int4', 'integer'), 'INT', undefined],
  [column('int8', 'bigint'), 'BIGINT', undefined],
  [column('oid'), 'BIGINT', undefined],
  [column('float4', 'real'), 'FLOAT', undefined],
  [column('float8', 'double precision'), 'DOUBLE', undefined],
  [column('numeric', 'numeric(5,2)'), 'DECIMAL(5,2)', undefined],
  [column('numeric', 'numeric(38,0)'), 'DECIMAL(38,0)', undefined],
  [column('numeric', 'numeric(39,1)'), 'STRING', 'NUMERIC: more digits than a DECIMAL of the lake has'],
  [column('numeric', 'numeric(3,-2)'), 'DECIMAL(5,0)', undefined],
  [column('numeric', 'numeric(2,5)'), 'DECIMAL(5,5)', undefined],
  [column('numeric'), 'STRING', 'NUMERIC: any number of digits'],
  [column('date'), 'DATE', undefined],
  [column('timestamp', 'timestamp(3) without time zone'), 'TIMESTAMP', undefined],
  [column('timestamptz', 'timestamp with time zone'), 'TIMESTAMP', undefined],
  [column('bytea'), 'BINARY', undefined],
  [column('bit', 'bit(1)'), 'BOOLEAN', undefined],
  [column('bit', 'bit(8)'), 'STRING', 'BIT: no type of the lake holds it'],
  [column('text'), 'STRING', undefined],
  [column('bpchar', 'character(20)'), 'STRING', undefined],
  [column('jsonb'), 'STRING', 'JSONB: the document as text'],
  [column('uuid'), 'STRING', 'UUID: no type of the lake holds it'],
  [column('tsvector'), 'STRING', 'TSVECTOR: no type of the lake holds it'],
  [column('time', 'time(6) without time zone'), 'STRING', 'TIME: no type of the lake holds it'],
  [column('mpaa_rating', 'mpaa_rating', 'e'), 'STRING', 'ENUM: the text of the option'],
  [column('_text', 'text[]'), 'STRING', 'ARRAY: no type of the lake holds it'],
])('%j', (described, best, remark) => {
  test(`is best declared as ${best}`, () => {
    expect(bestType(described, POSTGRES_TYPES)).toBe(best);
    expect(typeRemark(described, POSTGRES_TYPES)).toBe(remark);
  });

  test('which the bootstrap takes, and text only where it takes nothing else', () => {
    expect(postgresTypeHolds(best, described)).toBe(true);
    const others = PLAIN_TYPES.filter((type) => type !== 'STRING' && postgresTypeHolds(type, described));
    expect(best === 'STRING' ? others : []).toEqual([]);
  });
});
