import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { WrongArgumentError } from '../local-run-error';
import type { TargetKind } from '../model/required-flow';
import { isOfWalkthrough } from '../proofs/proof';
import { type FlowProof, type NamedWalkthrough, REMEMBERED, type Walkthrough, type Way, waysOf } from './walkthrough';

const MODULE = 'walkthrough.ts';

/** One of which a way has to lead to so that there is such a proof of it; none where there is one of any way. */
const NEEDED: Readonly<Record<FlowProof, readonly TargetKind[]>> = {
  snapshot: [],
  played: ['archive'],
  parquet: ['parquet'],
  iceberg: ['log'],
  tables: ['tables', 'states'],
  items: ['items'],
  warehouse: ['warehouse'],
  rerun: ['tables', 'states', 'items', 'warehouse'],
};

/** Every folder in which one lies, in the order of their names: `<name>/walkthrough.ts`, which exports `walkthrough`. */
export function findWalkthroughs(folder: string = __dirname): NamedWalkthrough[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, MODULE)))
    .map(({ name }) => loadWalkthrough(name, resolve(folder, name)))
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

/** @throws WrongArgumentError for one that could not be told from others, or whose proofs there can never be */
function loadWalkthrough(name: string, folder: string): NamedWalkthrough {
  const { walkthrough } = require(join(folder, MODULE)) as { readonly walkthrough?: Walkthrough };
  if (walkthrough === undefined) throw new WrongArgumentError(`${join(folder, MODULE)} must export \`walkthrough\``);
  const [problem] = [
    ...idProblems(name, walkthrough),
    ...targetProblems(name, walkthrough),
    ...askProblems(walkthrough),
    ...rememberProblems(walkthrough),
  ];
  if (problem !== undefined) throw new WrongArgumentError(problem);
  return { ...walkthrough, name, folder };
}

function idProblems(name: string, walkthrough: Walkthrough): string[] {
  const ids = [
    ...walkthrough.steps.flatMap((step) => ('prove' in step ? [step.prove] : [])),
    ...waysOf(walkthrough).flatMap(({ counts }) => Object.values(counts ?? {})),
  ];
  return ids.flatMap((id, at) => {
    if (id === name || !isOfWalkthrough({ pipeline: name, id }))
      return `ids of ${name} must begin with \`${name}.\`, got: ${id}`;
    return ids.indexOf(id) === at ? [] : `ids of ${name} must be of one proof, got: ${id}`;
  });
}

/** Whatever the answer is, it would be right. */
function askProblems({ steps }: Walkthrough): string[] {
  return steps
    .flatMap((step) => ('prove' in step ? step.asks.map((ask) => ({ id: step.prove, ask })) : []))
    .filter(({ ask }) => {
      // They always ask for all rows, and for a number.
      if ('warehouseTable' in ask || 'fewerFiles' in ask) return false;
      const { has = [], lacks = [] } = ask;
      const whole = 'items' in ask ? ask.equal : ask.answers;
      return whole === undefined && has.length + lacks.length === 0;
    })
    .map(({ id, ask }) => {
      const whole = 'items' in ask ? 'equal' : 'answers';
      return `a question of ${id} must have \`${whole}\`, \`has\` or \`lacks\`, got: none`;
    });
}

/** Values that a statement names before a step has remembered them. */
function rememberProblems({ steps }: Walkthrough): string[] {
  return steps.flatMap((step, at) => {
    const asks = 'prove' in step ? step.asks : [];
    const queries = [
      ...('remember' in step ? [step.query] : []),
      ...asks.flatMap((ask) => ('query' in ask ? [ask.query] : [])),
    ];
    const known = steps.slice(0, at).flatMap((earlier) => ('remember' in earlier ? [earlier.remember] : []));
    return queries
      .flatMap((query) => ('sql' in query ? [query.sql] : (query.parameters ?? [])))
      .flatMap((sql) => [...sql.matchAll(REMEMBERED)].map(([, name = '']) => name))
      .filter((name) => !known.includes(name))
      .map((name) => `{{${name}}} must be remembered by a step before it, got: ${known.join(', ') || 'none'}`);
  });
}

function targetProblems(name: string, walkthrough: Walkthrough): string[] {
  const ways = waysOf(walkthrough);
  return [
    ...ways.flatMap((way) =>
      (Object.keys(way.counts ?? {}) as FlowProof[]).flatMap((proof) => lacking(name, [way], proof, NEEDED[proof])),
    ),
    ...walkthrough.steps.flatMap((step) => {
      const asks = 'prove' in step ? step.asks : [];
      const runs = 'run' in step ? step.run : undefined;
      const usesTables = runs === 'job' || 'remember' in step || asks.some((ask) => 'query' in ask);
      const usesWarehouse = runs === 'refresh' || runs === 'merges' || asks.some((ask) => 'warehouse' in ask);
      const usesUpkeep = runs === 'upkeep' || asks.some((ask) => 'fewerFiles' in ask);
      return [
        ...(usesUpkeep ? lacking(name, ways, 'its upkeep', ['tables', 'log', 'states']) : []),
        ...(usesTables ? lacking(name, ways, 'its job and its queries', ['tables', 'states', 'log', 'parquet']) : []),
        ...(usesWarehouse ? lacking(name, ways, 'its merges and what it asks the warehouse', ['warehouse']) : []),
        ...('send' in step ? tableProblems(name, ways, step.to, 'whose topic it writes to') : []),
        ...('recreate' in step ? tableProblems(name, ways, step.of, 'whose connectors it makes anew') : []),
        ...('reshape' in step ? tableProblems(name, ways, step.of, 'whose records it reshapes', 'parquet') : []),
        ...('play' in step && step.at !== undefined
          ? tableProblems(name, ways, step.at, 'in whose database it plays')
          : []),
        ...asks.flatMap((ask) => {
          if ('items' in ask) return tableProblems(name, ways, ask.items, 'whose items it asks for', 'items');
          if ('query' in ask && 'logOf' in ask.query && ask.query.logOf !== undefined) {
            return tableProblems(name, ways, ask.query.logOf, 'whose log it asks', 'log', 'states');
          }
          if ('query' in ask && 'rowsOf' in ask.query && ask.query.rowsOf !== undefined) {
            return tableProblems(name, ways, ask.query.rowsOf, 'whose rows it asks', 'parquet');
          }
          return 'warehouseTable' in ask
            ? tableProblems(name, ways, ask.warehouseTable, 'whose rows it asks for', 'warehouse')
            : [];
        }),
      ];
    }),
  ];
}

/** @param why in a few words @param targets of which it has to lead to one */
function tableProblems(
  name: string,
  ways: readonly Way[],
  table: string,
  why: string,
  ...targets: readonly TargetKind[]
): string[] {
  const own = ways.filter(({ requires }) => requires.tables.includes(table));
  if (own.length === 0) return [`\`requires.tables\` of ${name} must have ${table}, ${why}`];
  return lacking(name, own, `${targets[0]} of ${table}`, targets);
}

/** Where none of the ways leads to any of these. */
function lacking(name: string, ways: readonly Way[], what: string, needed: readonly TargetKind[]): string[] {
  const targets = ways.flatMap(({ requires }) => requires.targets);
  if (needed.length === 0 || needed.some((target) => targets.includes(target))) return [];
  const wanted = needed.join(' or ');
  return [`\`requires.targets\` of ${name} must have ${wanted} for ${what}, got: ${targets.join(', ') || 'none'}`];
}
