import { main } from '../../bin/local';
import { localCommand } from '../../bin/local/command';
import { requireKnownNames } from '../../bin/local/require-known-names';
import { evaluateSetupModule } from '../support/setup-modules';
import { SetupSandbox } from '../support/setup-sandbox';

// Each test may start several processes, and a busy machine starts them slowly.
jest.setTimeout(30_000);

let printed: string;
let setUps: number;

beforeEach(() => {
  printed = '';
  setUps = 0;
  for (const stream of [process.stdout, process.stderr]) {
    jest.spyOn(stream, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  }
  jest.spyOn(console, 'error').mockImplementation((text) => {
    printed += String(text);
  });
});

afterEach(() => jest.restoreAllMocks());

const run = (...args: string[]): Promise<number> =>
  main(args, async () => {
    setUps += 1;
    return 2;
  });

test.each([
  [['--kept'], "unknown option '--kept'"],
  [['dev'], 'too many arguments'],
  [['--skip-proof', 'P1.1'], '`--skip-proof` must be one of P0, P1, P1.6, P2, P2.6, P3, P3.4, P4, rerun, got: P1.1'],
  [['--environment', 'staging'], '`--environment` must be one of dev, prod, got: staging'],
  [
    ['--pipeline', 'none'],
    '`--pipeline` must be one of orders-dynamodb, orders-iceberg, pagila-archive, pagila-delta, pagila-parquet, salesdb-archive, salesdb-delta, salesdb-dynamodb, salesdb-log, salesdb-redshift, salesdb-state, support-lake, support-redshift in dev, got: none',
  ],
  [['--walkthrough', 'P9'], '`--walkthrough` must be one of P0, P1, P2, P3, P4, got: P9'],
  [['--walkthrough', 'P1', '--pipeline', 'salesdb-delta'], '`--walkthrough` must be without `--pipeline`'],
  [
    ['--walkthroughs-in', 'local/walkthroughs'],
    'walkthroughs of `--walkthroughs-in` must have names of their own, got: P0',
  ],
  [['--walkthroughs-in', 'nowhere'], '`--walkthroughs-in` must be a folder, got: nowhere'],
  [['--every', '30s'], '`--every` must go with `--keep`, got: 30s'],
  [['--keep', '--every', '30'], '`--every` must be whole seconds, minutes or hours, such as 30s, 5m or 1h, got: 30'],
])('%j is answered before set-up', async (args, message) => {
  expect([await run(...args), setUps]).toEqual([64, 0]);
  expect(printed).toContain(message);
});

test('help is answered before set-up, with the exit codes', async () => {
  expect([await run('--help'), setUps]).toEqual([0, 0]);
  expect(printed).toMatch(/--keep-on-failure(.|\n)*Exit codes:\n {2}0(.|\n)*\n {2}64 /);
});

test('nothing is run where set-up failed', async () => {
  expect([await run('--environment', 'prod', '--pipeline', 'salesdb-delta'), setUps]).toEqual([2, 1]);
});

test('names are looked up in the environment that is meant', () => {
  const environments = [
    { name: 'one', pipelines: { a: {} } },
    { name: 'two', pipelines: { b: {} } },
  ];
  expect(() => requireKnownNames(environments, 'two', 'b')).not.toThrow();
  expect(() => requireKnownNames(environments, 'two', 'a')).toThrow('`--pipeline` must be one of b in two, got: a');
});

describe('without packages', () => {
  let sandbox: SetupSandbox;
  beforeEach(() => {
    sandbox = new SetupSandbox();
  });
  afterEach(() => sandbox.remove());

  test('an unknown option is answered, and nothing is installed', async () => {
    const { code, output } = await sandbox.runLocal(['--kept']);
    expect([code, output]).toEqual([64, expect.stringContaining("Unknown option '--kept'")]);
    expect(output).not.toContain('npm');
  });

  test('what cannot be known yet waits for the packages; a machine without npm ends with 2', async () => {
    const { code, output } = await sandbox.runLocal(['--environment', 'staging']);
    expect([code, output]).toEqual([2, expect.stringContaining('npm not found')]);
    expect(output).not.toContain('mvn');
  });

  test('the options that are known are those of the command', () => {
    const known = evaluateSetupModule('../local/known-options.mjs', 'm.knownOptions') as Record<
      string,
      { type: string }
    >;
    const options = localCommand().options.map(({ long, required }) => [
      long?.slice(2),
      required ? 'string' : 'boolean',
    ]);
    expect(Object.fromEntries(Object.entries(known).map(([name, { type }]) => [name, type]))).toEqual({
      ...Object.fromEntries(options),
      help: 'boolean',
    });
  });
});
