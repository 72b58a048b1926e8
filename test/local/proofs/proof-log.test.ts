import type { Proof } from '../../../local/proofs/proof';
import { ProofLog } from '../../../local/proofs/proof-log';

const subject = (id: string): Pick<Proof, 'pipeline' | 'id' | 'claim'> => ({
  pipeline: 'P1',
  id,
  claim: `claim ${id}`,
});
const green = (id: string): Proof => ({ ...subject(id), expected: '1', actual: '1', passed: true });

let told: Proof[];
let log: ProofLog;

beforeEach(() => {
  told = [];
  log = new ProofLog(async (proof) => void told.push(proof));
});

test('tells a proof as soon as it is decided, and has them by their ids', async () => {
  await log.attempt(subject('P1.10'), async () => green('P1.10'));
  expect(told).toEqual([green('P1.10')]);
  await log.record(green('P1.9'));
  expect(log.proofs.map(({ id }) => id)).toEqual(['P1.9', 'P1.10']);
});

test('a proof that throws is red with its message, and the next one is looked at', async () => {
  await log.attempt(subject('P1.1'), async () => {
    throw new Error('no table', { cause: new Error('no disk') });
  });
  await log.attempt(subject('P1.2'), async () => green('P1.2'));
  expect(told).toEqual([
    { ...subject('P1.1'), expected: 'no error', actual: 'no table\nbecause: no disk', passed: false },
    green('P1.2'),
  ]);
});

test('what needs a step that failed is not reached, and neither is what needs a step after it', async () => {
  const inserted = await log.prepare('insert rows', async () => {
    throw new Error('table is gone');
  });
  const changed = await log.prepare('change rows', async () => inserted());
  const other = await log.prepare('count', async () => 7);
  for (const [id, need] of Object.entries({ 'P1.4': inserted, 'P1.5': changed, 'P1.6': other })) {
    await log.attempt(subject(id), async () => {
      need();
      return green(id);
    });
  }
  expect(told.map(({ id, passed, actual }) => [id, passed, actual])).toEqual([
    ['P1.4', false, 'not reached: insert rows: table is gone'],
    ['P1.5', false, 'not reached: insert rows: table is gone'],
    ['P1.6', true, '1'],
  ]);
});

test('once it is closed nothing is decided, though work goes on to fail', async () => {
  const attempt = log.attempt(subject('P1.1'), async () => {
    log.close();
    throw new Error('connection lost');
  });
  await expect(attempt).rejects.toThrow('the run is being stopped');
  await expect(log.prepare('more', async () => 1)).rejects.toThrow('the run is being stopped');
  expect([told, log.proofs]).toEqual([[], []]);
});
