import { typeHolds } from '../../../../lib/source/bootstrap/type-holds';

/** `bigint(20) unsigned` has the data type `bigint`. */
function column(columnType: string) {
  return { columnName: 'C', columnType, dataType: columnType.replace(/[ (].*/, '') };
}

describe('a declared type holds', () => {
  test.each([
    // Older servers name a width for display, which decides nothing.
    ['tinyint(4)', ['TINYINT', 'SMALLINT', 'INT', 'BIGINT', 'FLOAT', 'DOUBLE', 'DECIMAL(3,0)', 'DECIMAL(5,2)']],
    ['tinyint unsigned', ['SMALLINT', 'INT', 'DECIMAL(3,0)']],
    ['tinyint(1)', ['BOOLEAN', 'TINYINT', 'INT']],
    ['smallint', ['SMALLINT', 'INT', 'FLOAT', 'DECIMAL(5,0)']],
    ['smallint(5) unsigned', ['INT', 'BIGINT']],
    ['mediumint unsigned', ['INT', 'FLOAT', 'DECIMAL(8,0)']],
    ['int', ['INT', 'BIGINT', 'DOUBLE', 'DECIMAL(10,0)', 'DECIMAL(12,2)']],
    ['int unsigned zerofill', ['BIGINT', 'DOUBLE', 'DECIMAL(10,0)']],
    ['bigint(20)', ['BIGINT', 'DECIMAL(19,0)', 'DECIMAL(21,2)']],
    ['bigint(20) unsigned', ['DECIMAL(20,0)', 'DECIMAL(22,2)', 'DECIMAL(38,0)']],
    ['decimal(10,2)', ['DECIMAL(10,2)', 'DECIMAL(12,4)', 'DECIMAL(38,2)']],
    ['decimal(5,4) unsigned', ['DECIMAL(5,4)']],
    ['float', ['FLOAT', 'DOUBLE']],
    ['double', ['DOUBLE']],
    ['bit(1)', ['BOOLEAN']],
    ['bit(8)', ['BINARY']],
    ['date', ['DATE']],
    ['datetime(6)', ['TIMESTAMP']],
    ['timestamp', ['TIMESTAMP']],
    ['year', ['SMALLINT', 'INT']],
    ['varbinary(16)', ['BINARY']],
    ['longblob', ['BINARY']],
  ])('every %s: %p', (columnType, types) => {
    expect(types.filter((type) => !typeHolds(type, column(columnType)))).toEqual([]);
  });

  test.each([
    'bigint unsigned',
    'varchar(100)',
    'json',
    "enum('a','b')",
    'time',
    'geometry',
    'vector(3)',
    'decimal(65,30)',
  ])('every %s as the text it arrives as', (columnType) => {
    expect(typeHolds('STRING', column(columnType))).toBe(true);
  });
});

describe('a declared type would lose some', () => {
  test.each([
    ['tinyint', ['BOOLEAN', 'DECIMAL(2,0)', 'DECIMAL(4,2)', 'DATE']],
    ['tinyint unsigned', ['TINYINT', 'BOOLEAN']],
    ['smallint unsigned', ['SMALLINT']],
    ['int', ['SMALLINT', 'FLOAT', 'DECIMAL(9,0)', 'DECIMAL(10,1)']],
    ['int(10) unsigned', ['INT', 'FLOAT']],
    ['bigint', ['INT', 'DOUBLE', 'DECIMAL(18,0)', 'DECIMAL(19,1)']],
    ['bigint(20) unsigned', ['BIGINT', 'DECIMAL(19,0)', 'DECIMAL(21,2)', 'DOUBLE', 'BINARY']],
    ['decimal(10,2)', ['DECIMAL(10,3)', 'DECIMAL(9,2)', 'DECIMAL(10,1)', 'DOUBLE', 'BIGINT']],
    ['decimal(65,30)', ['DECIMAL(38,30)']],
    ['double', ['FLOAT']],
    ['bit(1)', ['BINARY']],
    ['bit(8)', ['BOOLEAN']],
    ['date', ['TIMESTAMP', 'INT']],
    ['datetime', ['DATE']],
    ['time', ['TIMESTAMP', 'BIGINT']],
    ['varchar(100)', ['INT', 'BINARY', 'DATE']],
    ['json', ['BINARY']],
    ['geometry', ['BINARY']],
  ])('of %s: %p', (columnType, types) => {
    expect(types.filter((type) => typeHolds(type, column(columnType)))).toEqual([]);
  });
});
