import { PLAIN_TYPES } from '../../../../connectors/column-type';
import { typeHolds } from '../../../../lib/source/bootstrap/type-holds';
import { bestType, typeRemark } from '../../../../lib/source/declare/best-type';
import { MYSQL_TYPES } from '../../../../lib/source/declare/mysql-types';

/** `bigint(20) unsigned` has the data type `bigint`. */
function column(columnType: string) {
  return { columnName: 'C', columnType, dataType: columnType.replace(/[ (].*/, '') };
}

describe.each([
  ['tinyint(1)', 'BOOLEAN', 'TINYINT(1): say TINYINT where it has other numbers than 0 and 1'],
  ['tinyint(4)', 'TINYINT', undefined],
  ['tinyint(1) unsigned', 'SMALLINT', undefined],
  ['smallint', 'SMALLINT', undefined],
  ['smallint unsigned', 'INT', undefined],
  ['mediumint unsigned', 'INT', undefined],
  ['int(10) unsigned zerofill', 'BIGINT', undefined],
  ['bigint', 'BIGINT', undefined],
  ['bigint(20) unsigned', 'DECIMAL(20,0)', 'BIGINT UNSIGNED: more than a BIGINT holds'],
  ['decimal(5,0)', 'DECIMAL(5,0)', undefined],
  ['decimal(38,10) unsigned', 'DECIMAL(38,10)', undefined],
  ['decimal(39,0)', 'STRING', 'DECIMAL: more digits than a DECIMAL of the lake has'],
  ['float', 'FLOAT', undefined],
  ['double(20,5)', 'DOUBLE', undefined],
  ['bit(1)', 'BOOLEAN', undefined],
  ['bit(64)', 'BINARY', undefined],
  ['date', 'DATE', undefined],
  ['datetime(6)', 'TIMESTAMP', undefined],
  ['timestamp', 'TIMESTAMP', undefined],
  ['year', 'SMALLINT', undefined],
  ['time', 'STRING', 'TIME: may be negative, or longer than a day'],
  ['varchar(10)', 'STRING', undefined],
  ['longtext', 'STRING', undefined],
  ["enum('a','b')", 'STRING', 'ENUM: the text of the option'],
  ["set('a')", 'STRING', 'SET: the texts of its options'],
  ['json', 'STRING', 'JSON: the document as text'],
  ['geometrycollection', 'STRING', 'GEOMETRYCOLLECTION: no type of the lake holds it'],
  ['varbinary(16)', 'BINARY', undefined],
  ['mediumblob', 'BINARY', undefined],
  ['vector(3)', 'STRING', 'VECTOR: no type of the lake holds it'],
])('%s', (columnType, best, remark) => {
  test(`is best declared as ${best}`, () => {
    expect(bestType(column(columnType), MYSQL_TYPES)).toBe(best);
    expect(typeRemark(column(columnType), MYSQL_TYPES)).toBe(remark);
  });

  test('which the bootstrap takes, and text only where it takes nothing else', () => {
    expect(typeHolds(best, column(columnType))).toBe(true);
    const others = PLAIN_TYPES.filter((type) => type !== 'STRING' && typeHolds(type, column(columnType)));
    expect(best === 'STRING' ? others : []).toEqual([]);
  });
});
