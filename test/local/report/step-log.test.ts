import { StepLog } from '../../../local/report/step-log';

let lines: string[];
let steps: StepLog;

beforeEach(() => {
  lines = [];
  steps = new StepLog((line) => lines.push(line));
});

test('shows each step with its time, and keeps it', async () => {
  expect(await steps.run('add', () => 1 + 1)).toBe(2);
  expect(lines).toEqual(['✓    0.0 s  add']);
  expect(steps.steps).toEqual([{ name: 'add', seconds: 0 }]);
});

test('shows a step that failed, and passes its error on', async () => {
  await expect(steps.run('fail', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(lines).toEqual(['✗    0.0 s  fail']);
});

test('says that a long step is still under way', async () => {
  jest.useFakeTimers();
  const step = steps.run('wait', () => new Promise((resolve) => setTimeout(resolve, 40_000)));
  await jest.advanceTimersByTimeAsync(40_000);
  await step;
  jest.useRealTimers();
  expect(lines).toEqual(['…   15.0 s  wait', '…   30.0 s  wait', '✓   40.0 s  wait']);
});

test('is silent once the run is being stopped', async () => {
  steps.silence();
  await steps.run('add', () => 2);
  expect(lines).toEqual([]);
});
