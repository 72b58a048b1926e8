import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { WrongArgumentError } from '../local-run-error';
import type { TargetKind } from '../model/required-flow';
import { isOfWalkthrough } from '../proofs/proof';
import type { FlowProof, NamedWalkthrough, Walkthrough } from './walkthrough';

const MODULE = 'walkthrough.ts';

/** What a way has to lead to so that there is such a proof of it. */
const NEEDED: Readonly<Partial<Record<FlowProof, TargetKind>>> = {
  played: 'archive',
  tables: 'tables',
  rerun: 'tables',
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
  ];
  if (problem !== undefined) throw new WrongArgumentError(problem);
  return { ...walkthrough, name, folder };
}

function idProblems(name: string, { steps, counts }: Walkthrough): string[] {
  const ids = [...steps.flatMap((step) => ('prove' in step ? [step.prove] : [])), ...Object.values(counts ?? {})];
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
    .filter(({ ask: { answers, has = [], lacks = [] } }) => answers === undefined && has.length + lacks.length === 0)
    .map(({ id }) => `a question of ${id} must have \`answers\`, \`has\` or \`lacks\`, got: none`);
}

function targetProblems(name: string, { requires: { targets }, steps, counts }: Walkthrough): string[] {
  const needed = [
    ...(Object.keys(counts ?? {}) as FlowProof[]).map((proof) => [proof, NEEDED[proof]] as const),
    ...(steps.some((step) => !('play' in step)) ? [['its job and its queries', 'tables'] as const] : []),
  ];
  return needed.flatMap(([what, target]) =>
    target === undefined || targets.includes(target)
      ? []
      : `\`requires.targets\` of ${name} must have ${target} for ${what}, got: ${targets.join(', ') || 'none'}`,
  );
}
