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
  const ids = [
    ...walkthrough.steps.flatMap((step) => ('prove' in step ? [step.prove] : [])),
    ...Object.values(walkthrough.counts ?? {}),
  ];
  for (const [at, id] of ids.entries()) {
    const problem =
      id === name || !isOfWalkthrough({ pipeline: name, id })
        ? `begin with \`${name}.\``
        : ids.indexOf(id) !== at
          ? 'be of one proof'
          : undefined;
    if (problem !== undefined) throw new WrongArgumentError(`ids of ${name} must ${problem}, got: ${id}`);
  }
  const { targets } = walkthrough.requires;
  for (const proof of Object.keys(walkthrough.counts ?? {}) as FlowProof[]) {
    const target = NEEDED[proof];
    if (target !== undefined && !targets.includes(target)) {
      throw new WrongArgumentError(
        `\`requires.targets\` of ${name} must have ${target} for ${proof}, got: ${targets.join(', ')}`,
      );
    }
  }
  return { ...walkthrough, name, folder };
}
