import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { allStatements, inWarehouse, ODD_TABLE, PLAIN_TABLE } from '../../support/warehouse-tables';

const SQLFLUFF = join(__dirname, '..', '..', '..', '.runtime', 'python', 'bin', 'sqlfluff');
const STATEMENTS = [PLAIN_TABLE, ODD_TABLE].flatMap((dataset) =>
  [true, false].flatMap((autoRefresh) => allStatements(inWarehouse(dataset, { autoRefresh }))),
);

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'grammar-'));
  // Otherwise it passes over what is long.
  writeFileSync(join(folder, '.sqlfluff'), '[sqlfluff]\nlarge_file_skip_byte_limit = 0\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Names of files that are not Redshift's grammar to the last word. */
function unparsable(statements: Readonly<Record<string, string>>): string[] {
  const files = Object.entries(statements).map(([file, sql]) => {
    writeFileSync(join(folder, file), `${sql};\n`);
    return join(folder, file);
  });
  const { stdout, stderr } = spawnSync(
    SQLFLUFF,
    ['lint', '--dialect', 'redshift', '--rules', 'LT12', '--format', 'json', '--disable-progress-bar', ...files],
    // A configuration of whoever runs the tests is none of theirs.
    { encoding: 'utf8', cwd: folder, env: { PATH: process.env.PATH, HOME: folder } },
  );
  if (stdout === '') throw new Error(stderr);
  const found = JSON.parse(stdout) as { filepath: string; violations: { code: string }[] }[];
  if (found.length !== files.length) throw new Error(`sqlfluff read ${found.length} of ${files.length} files`);
  return found.flatMap(({ filepath, violations }) =>
    violations.some(({ code }) => code === 'PRS') ? [filepath.slice(folder.length + 1)] : [],
  );
}

/** What sqlfluff does not know, as the pages of `ALTER EXTERNAL SCHEMA` and `ALTER MATERIALIZED VIEW` have it. */
const BY_THE_PAGE = [
  /^ALTER EXTERNAL SCHEMA "\w+" (IAM_ROLE 'arn:aws:iam::\d{12}:role\/[\w+=,.@-]+'|URI '[\w.-]+:\d+(,[\w.-]+:\d+)*')$/,
  /^ALTER MATERIALIZED VIEW "\w+"\."\w+" AUTO REFRESH (YES|NO)$/,
];

test('every statement is one of Redshift’s grammar', () => {
  const known = STATEMENTS.filter(({ sql }) => !BY_THE_PAGE.some((page) => page.test(sql)));
  expect(
    new Set(STATEMENTS.filter((each) => !known.includes(each)).map(({ name }) => name.replace(/^.*: /, ''))),
  ).toEqual(new Set(['role', 'brokers', 'auto-refresh']));
  const named = known.map(({ name, sql }, i) => [`${i}-${name.replaceAll(/\W+/g, '-')}.sql`, sql]);
  expect(named.length).toBeGreaterThan(80);
  expect(unparsable(Object.fromEntries(named))).toEqual([]);
}, 120_000);

test('what is none is found', () => {
  const of = (file: string): string => STATEMENTS.find(({ name }) => name.endsWith(`: ${file}`))?.sql ?? '';
  const wrong = {
    'schema.sql': of('topics').replace('FROM KAFKA', 'FROM KAFKKA'),
    'target.sql': of('target').replace('PRIMARY KEY', 'PRIMERY KEY'),
    'view.sql': of('streaming-view').replace('AUTO REFRESH', 'AUTO REFRESSH'),
    'stream.sql': of('stream').replace('WITH NO SCHEMA BINDING', 'WITH NO SCHEMA'),
    'refresh.sql': of('refresh').replace('MATERIALIZED', 'MATERIALISED'),
    'alter.sql': of('auto-refresh').replace('ALTER', 'ALTAR'),
    'procedure.sql': of('call').replace('CALL', 'KALL'),
  };
  expect(unparsable(wrong).sort()).toEqual(Object.keys(wrong).sort());
}, 120_000);
