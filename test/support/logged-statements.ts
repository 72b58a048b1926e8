import { join } from 'node:path';

/**
 * Statements of a session in `salesdb` that name `salesdb.CUSTOMER`, or another table as it, and change it in no case.
 *
 * @param folder to which the server may write
 */
export function statementsAboutOthers(folder: string): string[] {
  return [
    'CREATE TEMPORARY TABLE CUSTOMER (vector INT)',
    'DROP TEMPORARY TABLE CUSTOMER',
    'BEGIN',
    'INSERT INTO cms.page VALUES (2, NULL)',
    'SAVEPOINT CUSTOMER',
    'UPDATE cms.page SET id = 3',
    'ROLLBACK TO CUSTOMER',
    '/* CUSTOMER */ delete from cms.page where id = 2 -- salesdb.CUSTOMER',
    'COMMIT',
    `REPLACE INTO cms.sums (id, checked, sum) SELECT 1, 'salesdb.CUSTOMER', COUNT(*) FROM salesdb.CUSTOMER`,
    'SET @sum = 7',
    'INSERT INTO cms.sums VALUES (2, RAND(), @sum)',
    `SELECT 1, 'x', 2 INTO OUTFILE '${join(folder, 'sums')}'`,
    'DELETE FROM cms.sums',
    `LOAD DATA INFILE '${join(folder, 'sums')}' INTO TABLE cms.sums`,
    'TRUNCATE cms.page',
  ];
}
