import { StepLog } from '../../../local/report/step-log';
import { Terminal } from '../../../local/report/terminal';

let written: string[];

beforeEach(() => {
  written = [];
});

const write = (text: string): boolean => written.push(text) > 0;
const on = (isTTY: boolean, variables: Record<string, string> = {}): Terminal =>
  new Terminal({ isTTY, columns: 20, write } as never, variables);

test.each([
  ['a pipe', on(false)],
  ['a dumb terminal', on(true, { TERM: 'dumb' })],
])('%s gets plain lines, and no line that changes', (_, terminal) => {
  terminal.print('✓ well');
  expect([written, terminal.showLive]).toEqual([['✓ well\n'], undefined]);
});

test('on a terminal marks have colours, unless nobody wants them', () => {
  on(true).print('✗ red\nplain');
  on(true, { NO_COLOR: '1' }).print('✗ red');
  expect(written).toEqual(['\u001b[31m✗\u001b[39m red\nplain\n', '✗ red\n']);
});

test('what is under way stays below the lines, within the width', () => {
  const terminal = on(true);
  terminal.showLive?.('start Kafka and everything else');
  terminal.print('- a line');
  terminal.showLive?.('');
  terminal.print('- another');
  expect(written).toEqual([
    'start Kafka and ev…',
    '\r\u001b[2K- a line\nstart Kafka and ev…',
    '\r\u001b[2K',
    '- another\n',
  ]);
});

test('steps are told as they begin and end, and none says again that it is under way', async () => {
  const lines: string[] = [];
  const live: string[] = [];
  const steps = new StepLog(
    (line) => void lines.push(line),
    (text) => void live.push(text),
  );
  let end = (): void => {};
  const slow = steps.run('slow', () => new Promise<void>((resolve) => (end = resolve)));
  await steps.run('quick', () => {});
  end();
  await slow;
  expect(live.map((text) => text.replace(/\d+ s/g, 'n s'))).toEqual([
    '… slow (n s)',
    '… slow (n s), quick (n s)',
    '… slow (n s)',
    '',
  ]);
  expect(lines).toHaveLength(2);
});
