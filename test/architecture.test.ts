import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const ROOT = resolve(__dirname, '..');
const MAX_LINES = 250;
const MAX_JOB_LINES = 40;

/** Left to right: an import inside `lib` may only point left, or stay in its own folder. */
const LIB_ORDER = [
  'config',
  'core',
  'assets',
  'network',
  'source',
  'registry',
  'streaming',
  'lake',
  'keyvalue',
  'warehouse',
  'ingestion',
  'transform',
  'serving',
  'observability',
  'compliance',
  'stacks',
  'captures',
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

/** Files that a rule is about. There must be some: a rule about nothing cannot fail. */
function files(pattern: RegExp, except: (file: string) => boolean = () => false): string[] {
  const found = tracked.filter((file) => pattern.test(file) && !except(file));
  if (found.length === 0) throw new Error(`a rule must be about some files, got: none like ${pattern}`);
  return found;
}

/** As long as the source has tables. */
const DECLARED_TABLES = 'lib/config/tables/';
/** Handlers run in Lambda, where the environment is their configuration; nothing of them runs at synth. */
const RUNTIME_CODE = /(^|\/)handler(\/refresh)?(\.ts)?$/;
const POLICIES = /-policies\.ts$/;

const code = files(/^(bin|lib|connectors|glue-scripts|local|test)\/.*\.(ts|js|mjs|java)$/);
const typescript = files(/^(bin|lib|connectors|glue-scripts|local|test)\/.*\.ts$/);
const lib = files(/^lib\/.*\.ts$/);
const python = files(/^(glue-scripts|local)\/.*\.py$/);
const jobs = files(/^glue-scripts\/jobs\/.*\.py$/);
const synthCode = files(/^(lib|connectors)\/.*\.ts$/, (file) => RUNTIME_CODE.test(file));

function source(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

function longerThan(most: number, among: readonly string[]): string[] {
  return among
    .map((file) => ({ file, lines: source(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > most)
    .map(({ file, lines }) => `${file} has ${lines} lines`);
}

/** Every place where what a rule forbids stands, as `file:line: text`. */
function places(among: readonly string[], forbidden: RegExp): string[] {
  return among.flatMap((file) => {
    const text = source(file);
    return [...text.matchAll(new RegExp(forbidden, 'gm'))].map(
      ({ 0: found, index }) => `${file}:${text.slice(0, index).split('\n').length}: ${found.trim()}`,
    );
  });
}

interface Import {
  readonly file: string;
  /** From the root, as it is imported. */
  readonly target: string;
}

function relativeImports(among: readonly string[]): Import[] {
  return among.flatMap((file) =>
    [...source(file).matchAll(/(?:from|import|require)\s*\(?\s*'(\.[^']+)'/g)].map(([, path]) => ({
      file,
      target: relative(ROOT, resolve(ROOT, dirname(file), path ?? '')),
    })),
  );
}

function told({ file, target }: Import): string {
  return `${file} imports ${target}`;
}

function topFolder(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Values that a user edits are made of everything else. */
const ENVIRONMENTS = 'lib/config/environments';

function libPlace(path: string): string {
  const plain = path.replace(/\.ts$/, '');
  return plain === ENVIRONMENTS || plain.startsWith(`${ENVIRONMENTS}/`) ? 'environments' : (plain.split('/')[1] ?? '');
}

function isConfigOfCore({ file, target }: Import): boolean {
  return file.startsWith(`lib/${CONFIG_MAY_IMPORT_CORE}/`) && target.startsWith('lib/core/');
}

function pointsRight({ file, target }: Import): boolean {
  return LIB_ORDER.indexOf(libPlace(target)) > LIB_ORDER.indexOf(libPlace(file));
}

const imports = relativeImports(typescript);
const libImports = relativeImports(lib).filter(({ target }) => target.startsWith('lib/'));

test('files have at most 250 lines', () => {
  const written = code.filter((file) => !file.startsWith(DECLARED_TABLES));
  expect(longerThan(MAX_LINES, [...written, ...python])).toEqual([]);
});

test('jobs of Glue have at most 40 lines', () => {
  expect(longerThan(MAX_JOB_LINES, jobs)).toEqual([]);
});

test('no file is a barrel or a catch-all', () => {
  expect(code.filter((file) => /^(index|utils?|helpers?|common|misc)\./i.test(basename(file)))).toEqual([]);
});

test('a top folder imports only what it may', () => {
  const forbidden = imports.filter(({ file, target }) => {
    const own = topFolder(file);
    return ![own, ...(MAY_IMPORT[own] ?? [])].includes(topFolder(target));
  });
  expect(forbidden.map(told)).toEqual([]);
});

test('every folder of lib has its place, and every place is one', () => {
  const homeless = lib.filter((file) => !LIB_ORDER.includes(libPlace(file)));
  const gone = LIB_ORDER.filter((place) => !lib.some((file) => libPlace(file) === place));
  expect([...homeless, ...gone]).toEqual([]);
});

test('a folder of lib imports only what lies left of it', () => {
  expect(libImports.filter((each) => pointsRight(each) && !isConfigOfCore(each)).map(told)).toEqual([]);
});

test('every import that is allowed is one that something needs', () => {
  const allowed = Object.entries(MAY_IMPORT).flatMap(([own, targets]) => targets.map((target) => [own, target]));
  const unneeded = allowed.filter(
    ([own, top]) => !imports.some(({ file, target }) => topFolder(file) === own && topFolder(target) === top),
  );
  const toCore = libImports.some((each) => pointsRight(each) && isConfigOfCore(each))
    ? []
    : [['lib/config', 'lib/core']];
  expect([...unneeded, ...toCore].map(([own, target]) => `nothing of ${own} imports ${target}`)).toEqual([]);
});

test('what runs at synth takes nothing from environment, clock, chance or network', () => {
  const taken = /process\.env|Date\.now|new Date\(|Math\.random|randomUUID|\bfetch\(|node:https?'/;
  expect(places(synthCode, taken)).toEqual([]);
});

test('what runs at synth does not import what runs in Lambda', () => {
  expect(
    relativeImports(synthCode)
      .filter(({ target }) => RUNTIME_CODE.test(target))
      .map(told),
  ).toEqual([]);
});

test('connectors do not know the CDK', () => {
  expect(places(files(/^connectors\/.*\.ts$/), /'(aws-cdk-lib|@aws-cdk\/|constructs)/)).toEqual([]);
});

test('defaults are given with ??', () => {
  const shipped = files(/^(lib|connectors|local|bin)\/.*\.ts$/);
  expect(places(shipped, /(props|options|config|inputs)\??\.[A-Za-z.]+ \|\| /)).toEqual([]);
});

test('stacks group constructs and build no policy', () => {
  expect(places(files(/^lib\/stacks\/.*\.ts$/), /PolicyStatement/)).toEqual([]);
});

/** A statement that is made in place, not handed on. */
const RAW_STATEMENT = /new (\w+\.)?PolicyStatement\b|PolicyStatement\.fromJson|\bEffect['"]?: /;

test('raw statements stand in policy files', () => {
  expect(
    places(
      files(/^lib\/.*\.ts$/, (file) => POLICIES.test(file)),
      RAW_STATEMENT,
    ),
  ).toEqual([]);
});

test('policy files make raw statements, and no constructs', () => {
  const policies = files(/^lib\/.*-policies\.ts$/);
  const without = policies.filter((file) => !RAW_STATEMENT.test(source(file))).map((file) => `${file} makes none`);
  expect([...without, ...places(policies, /extends \w+|new [\w.]+\((this|scope),/)]).toEqual([]);
});

test('only jobs know Glue', () => {
  const others = python.filter((file) => !jobs.includes(file));
  expect(places(others, /^[ \t]*(import|from) awsglue/)).toEqual([]);
});
