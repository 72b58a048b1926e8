import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const MAX_LINES = 250;

/** Left to right: an import inside `lib` may only point left, or stay in its own folder. */
const LIB_ORDER = [
  'config',
  'core',
  'assets',
  'network',
  'source',
  'streaming',
  'registry',
  'lake',
  'ingestion',
  'transform',
  'serving',
  'observability',
  'compliance',
  'stacks',
  'pipelines',
  'platform-stage',
  'environments',
];

/** What each top folder may import besides itself. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  bin: ['lib', 'local'],
  lib: ['connectors'],
  connectors: [],
  local: [],
  test: ['bin', 'lib', 'connectors', 'local', 'cdk.json'],
};

/** `config` values are built with the vocabulary of `core`, and are checked by it. */
const CONFIG_MAY_IMPORT_CORE = 'config';

const tracked = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(ROOT, file)));
const code = tracked.filter((file) => /^(bin|lib|connectors|glue-scripts|local|test)\/.*\.(ts|mjs|java)$/.test(file));
const typescript = code.filter((file) => file.endsWith('.ts'));

const python = tracked.filter((file) => /^glue-scripts\/.*\.py$/.test(file));

function source(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function relativeImports(file: string): string[] {
  return [...source(file).matchAll(/(?:from|import|require)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) =>
    relative(ROOT, resolve(ROOT, dirname(file), path ?? '')),
  );
}

function topFolder(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Values that a user edits are made of everything else. */
const ENVIRONMENTS = 'lib/config/environments';

function libPlace(path: string): number {
  const plain = path.replace(/\.ts$/, '');
  return LIB_ORDER.indexOf(plain === ENVIRONMENTS ? 'environments' : (plain.split('/')[1] ?? ''));
}

/** As long as the source has tables. */
const DECLARED_TABLES = 'lib/config/tables/';

test.each(code.filter((file) => !file.startsWith(DECLARED_TABLES)))('%s has at most 250 lines', (file) => {
  expect(source(file).split('\n').length - 1).toBeLessThanOrEqual(MAX_LINES);
});

test.each(code)('%s is neither a barrel nor a catch-all', (file) => {
  expect(basename(file)).not.toMatch(/^(index|utils?|helpers?|common|misc)\./i);
});

test.each(typescript)('%s imports only where its layer may', (file) => {
  const own = topFolder(file);
  for (const target of relativeImports(file)) {
    expect([own, ...(MAY_IMPORT[own] ?? [])]).toContain(topFolder(target));
  }
});

test.each(typescript.filter((file) => file.startsWith('lib/')))('%s imports only what lies left of it', (file) => {
  const place = libPlace(file);
  expect(place).toBeGreaterThanOrEqual(0);
  for (const target of relativeImports(file).filter((path) => path.startsWith('lib/'))) {
    if (file.startsWith(`lib/${CONFIG_MAY_IMPORT_CORE}/`) && target.startsWith('lib/core/')) {
      continue;
    }
    expect([target, libPlace(target) <= place]).toEqual([target, true]);
  }
});

/** Handlers run in Lambda, where the environment is their configuration; nothing of them runs at synth. */
const RUNTIME_CODE = /(^|\/)handler\.ts$/;

const synthCode = typescript.filter((file) => /^(lib|connectors)\//.test(file) && !RUNTIME_CODE.test(file));

test.each(synthCode)('%s takes nothing from environment, clock, chance or network', (file) => {
  expect(source(file)).not.toMatch(/process\.env|Date\.now|new Date\(|Math\.random|randomUUID|\bfetch\(|node:https?'/);
});

test.each(typescript.filter((file) => file.startsWith('connectors/')))('%s does not know the CDK', (file) => {
  expect(source(file)).not.toMatch(/aws-cdk-lib|'constructs'/);
});

test.each(typescript.filter((file) => /^(lib|connectors|local|bin)\//.test(file)))(
  '%s gives defaults with ??',
  (file) => {
    expect(source(file)).not.toMatch(/(props|options|config|inputs)\??\.[A-Za-z.]+ \|\| /);
  },
);

test.each(typescript.filter((file) => file.startsWith('lib/stacks/')))(
  '%s groups constructs and builds no policy',
  (file) => {
    expect(source(file)).not.toMatch(/PolicyStatement/);
  },
);

test.each(typescript.filter((file) => file.startsWith('lib/')))('%s keeps raw statements in policy files', (file) => {
  if (!/-policies\.ts$/.test(file)) {
    expect(source(file)).not.toMatch(/new iam\.PolicyStatement/);
  }
});

test.each(python)('%s is short', (file) => {
  const most = file.includes('/jobs/') ? 40 : 250;
  expect(source(file).split('\n').length - 1).toBeLessThanOrEqual(most);
});

test.each(python.filter((file) => !file.includes('/jobs/')))('%s does not know Glue', (file) => {
  expect(source(file)).not.toMatch(/^\s*(import|from) awsglue/m);
});
