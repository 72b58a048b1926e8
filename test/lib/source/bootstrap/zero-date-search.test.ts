import type { BootstrapStep } from '../../../../lib/source/bootstrap/bootstrap-plan';
import type { CapturedTable } from '../../../../lib/source/bootstrap/bootstrap-request';
import { type BootstrapSession, StatementError } from '../../../../lib/source/bootstrap/bootstrap-session';
import { SourceChecks } from '../../../../lib/source/bootstrap/source-checks';
import { searchZeroDates } from '../../../../lib/source/bootstrap/zero-date-search';

const TABLE: CapturedTable = { schema: 'salesdb', table: 'ORDER', keyColumns: ['ID'], columns: {} };

/** A database whose every table has so many dates, and answers a search as told. */
async function search(dates: number, answer: () => unknown[]): Promise<{ problems: string[]; steps: BootstrapStep[] }> {
  const steps: BootstrapStep[] = [];
  const session = {
    query: async (step: BootstrapStep) => {
      if (step.file === 'checks/030-table-columns.sql') {
        return Array.from({ length: dates }, (_, index) => ({
          columnName: `D${index}`,
          dataType: 'date',
          columnType: 'date',
        }));
      }
      steps.push(step);
      return answer();
    },
  } as unknown as BootstrapSession;
  const problems = await searchZeroDates(session, new SourceChecks(session, [TABLE]), [TABLE]);
  return { problems, steps };
}

const milliseconds = (steps: readonly BootstrapStep[]): unknown[] => steps.map(({ values }) => values['milliseconds']);

let said: string[];
beforeEach(() => {
  said = [];
  jest.spyOn(console, 'info').mockImplementation((line) => said.push(line));
});
afterEach(() => jest.restoreAllMocks());

test('looks into every column, ten seconds at most', async () => {
  const { problems, steps } = await search(2, () => []);
  expect([problems, milliseconds(steps)]).toEqual([
    [],
    [
      { kind: 'integer', value: 10_000 },
      { kind: 'integer', value: 10_000 },
    ],
  ]);
});

test('takes two minutes at most, however many columns there are', async () => {
  const { steps } = await search(48, () => []);
  expect(steps).toHaveLength(48);
  expect(new Set(milliseconds(steps).map((value) => JSON.stringify(value)))).toEqual(
    new Set(['{"kind":"integer","value":2500}']),
  );
});

test('a search that takes too long is said, and is no problem', async () => {
  const { problems } = await search(1, () => {
    throw new StatementError('interrupted', 'ER_QUERY_TIMEOUT');
  });
  expect(problems).toEqual([]);
  expect(said).toEqual(['{"table":"salesdb.ORDER","column":"D0","zeroDates":"not found in 10000 ms"}']);
});

test('fails as any other statement does', async () => {
  await expect(
    search(1, () => {
      throw new StatementError('denied', 'ER_TABLEACCESS_DENIED_ERROR');
    }),
  ).rejects.toThrow('denied');
});
