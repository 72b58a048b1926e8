import { join, resolve } from 'node:path';
import { ArchiveObjects } from '../support/archive-objects';
import { archivePlace } from '../support/archived-events';
import { asAdmin } from '../support/as-admin';
import { runOnDelta } from '../support/delta-statements';
import { KeptRunFiles } from '../support/kept-run';
import { type CommandResult, commandLocalRun, type LocalRun, startLocalRun } from '../support/local-run';
import { ProjectCopy } from '../support/project-copy';

const ROOT = resolve(__dirname, '..', '..');
/** A run waits for progress and ends without; this is for one that does neither. */
const PATIENCE = 60 * 60_000;
const SINK = 'tributary-dev-salesdb-archive';

/** All tests damage the one run that it keeps. */
const project = new ProjectCopy(ROOT, join(ROOT, 'out', 'test', 'damage', 'project'));
const files = new KeptRunFiles(project.folder);
let run: LocalRun;
/** Put what was damaged back. */
const repairs: (() => Promise<unknown>)[] = [];

const tell = (...args: string[]): Promise<CommandResult> => commandLocalRun(args, project.folder);
const prove = (...args: string[]): Promise<CommandResult> => tell('local:prove', '--skip-proof', 'rerun', ...args);

/** A table of the lake, as Spark calls it. */
function delta(table: string): string {
  const lake = files.report().jobs[0]?.runs[0]?.arguments['--lake'];
  return `delta.\`${lake}/${table}\``;
}

/** Proofs of the newest report, in the order in which they were decided. */
const proofs = (): string[] =>
  files.report().proofs.map(({ pipeline, id, passed }) => `${passed ? '✓' : '✗'} ${pipeline} ${id}`);
const found = (id: string): string => files.report().proofs.find((proof) => proof.id === id)?.actual ?? '';

beforeAll(async () => {
  run = startLocalRun(['--keep', '--no-proofs', '--pipeline', 'salesdb-delta'], project.folder);
  await run.prints('stays up until Ctrl-C');
  const first = await prove();
  expect([first.exitCode, first.output]).toEqual([0, expect.stringContaining('✓ passed (3 proofs)')]);
}, PATIENCE);

afterAll(async () => {
  run?.kill('SIGINT');
  await run?.exitCode;
}, PATIENCE);

test(
  'rows that are changed, deleted and added in tables, and lines that are gone from the archive, are each named',
  async () => {
    const [customer, product, supplier] = ['salesdb_customer', 'salesdb_product', 'salesdb_supplier'].map(delta);
    const [before] = await runOnDelta(files, [
      `SELECT NAME FROM ${customer} WHERE CUST_ID = 1`,
      `UPDATE ${customer} SET NAME = 'by hand' WHERE CUST_ID = 1`,
      `DELETE FROM ${product} WHERE PRODUCT_ID = 1`,
      `INSERT INTO ${supplier} (SUPPLIER_ID, NAME) VALUES (99999, 'Nobody')`,
    ]);
    // What the job has yet to bring is no damage.
    await asAdmin(files, "UPDATE salesdb.CUSTOMER SET NAME = 'waits for the job' WHERE CUST_ID = 2");
    repairs.push(() =>
      runOnDelta(files, [
        `UPDATE ${customer} SET NAME = '${before?.['NAME']}' WHERE CUST_ID = 1`,
        `RESTORE TABLE ${product} TO VERSION AS OF 0`,
        `RESTORE TABLE ${supplier} TO VERSION AS OF 0`,
      ]),
    );
    const objects = new ArchiveObjects(files.awsClient(), archivePlace(files.configuration(SINK)));
    repairs.push(await objects.remove('salesdb.salesdb.SALES_ORDER', 0));
    repairs.push(await objects.skipLine('salesdb.salesdb.CUSTOMER_SITE', 0, 1));

    const { exitCode, output } = await prove();
    expect([exitCode, proofs()]).toEqual([
      1,
      ['✓ salesdb topics', '✗ salesdb-archive archive', '✗ salesdb-delta tables'],
    ]);
    expect(output).toContain('✗ not passed (2 of 3 proofs red: salesdb-archive archive, salesdb-delta tables)');
    expect(found('tables').split('; ')).toEqual([
      'salesdb_customer: 1 rows differ',
      `["1"]: source has NAME="${before?.['NAME']}", table has NAME="by hand"`,
      'salesdb_product: 1 rows differ',
      expect.stringMatching(/^\["1"\]: source has .*, table has no such row$/),
      'salesdb_supplier: 1 rows differ',
      expect.stringMatching(/^\["99999"\]: table has .*NAME="Nobody".*, source has no such row$/),
    ]);
    expect(found('archive').split('; ').slice(1).sort()).toEqual([
      expect.stringMatching(
        /^salesdb\.salesdb\.CUSTOMER_SITE\/0: .*, first difference at 1: topic \{"partition":0,"offset":1,.*, archive \{"partition":0,"offset":2,/,
      ),
      expect.stringMatching(
        /^salesdb\.salesdb\.SALES_ORDER\/0: .*, first difference at 0: topic \{"partition":0,"offset":0,/,
      ),
    ]);
  },
  PATIENCE,
);

test(
  'what was put back is proven again, before more changes and after',
  async () => {
    for (const repair of repairs) await repair();
    const { exitCode, output } = await prove('--changes', '100', '--seed', '5');
    expect([exitCode, output]).toEqual([0, expect.stringContaining('✓ passed (7 proofs)')]);
    expect(proofs()).toEqual([
      '✓ salesdb topics',
      '✓ salesdb-archive archive',
      '✓ salesdb-delta tables',
      '✓ salesdb workload',
      '✓ salesdb topics after',
      '✓ salesdb-archive archive after',
      '✓ salesdb-delta tables after',
    ]);
    expect(files.report()).toMatchObject({ passed: true, earlierRounds: [{}, { passed: true }, { passed: false }] });
  },
  PATIENCE,
);

test(
  'records that a topic has lost are named, by their rows and by their offsets',
  async () => {
    const topic = 'salesdb.salesdb.PRODUCT_CATEGORY';
    const admin = files.kafka().admin();
    await admin.connect();
    // It knows the leaders only of topics that it was asked of before.
    await admin.fetchTopicOffsets(topic);
    await admin
      .deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] })
      .finally(() => admin.disconnect());

    expect((await prove()).exitCode).toBe(1);
    expect(proofs()).toEqual(['✗ salesdb topics', '✗ salesdb-archive archive', '✓ salesdb-delta tables']);
    expect(found('topics')).toMatch(
      /salesdb\.PRODUCT_CATEGORY: \d+ rows differ; \["\d+"\]: table has .*, topic has no such row/,
    );
    expect(found('archive')).toMatch(
      /PRODUCT_CATEGORY\/0: .*, first difference at 0: topic \{"partition":0,"offset":2,.*, archive \{"partition":0,"offset":0,/,
    );
  },
  PATIENCE,
);
