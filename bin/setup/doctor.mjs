import { relative } from 'node:path';
import { isReady } from './parts.mjs';
import { root } from './paths.mjs';
import { checkPrerequisites, prerequisiteIds } from './prerequisites.mjs';
import { installedParts } from './state.mjs';

/**
 * Prints every prerequisite and part with its version and state, and what to do about what is not right. Installs
 * nothing.
 * @returns {boolean} whether nothing has to be done by hand
 */
export function reportHealth(selected) {
  const prerequisites = checkPrerequisites(prerequisiteIds);
  const installed = installedParts.read();
  const states = selected.map((part) => ({ part, ...stateOf(part, installed) }));
  printTable([
    ['Prerequisite', 'Wanted', 'Found', 'State'],
    ['Node', '20 or newer', process.versions.node, 'ok'],
    ...prerequisites.map(({ title, wanted, found, problem }) => [
      title,
      wanted,
      found ?? '-',
      problem ? 'not right' : 'ok',
    ]),
  ]);
  console.log('');
  printTable([
    ['Part', 'Version', 'Place', 'State'],
    ...states.map(({ part, state }) => [part.title, part.version(), relative(root, part.target), state]),
  ]);
  console.log('');
  const damaged = states.filter(({ problems }) => problems.length > 0);
  for (const { problem, hints } of prerequisites.filter((each) => each.problem))
    console.log(describeProblem(problem, hints));
  for (const { part, problems } of damaged) {
    console.log(
      describeProblem(`${part.title}: ${problems.join('; ')}`, [
        `rm -r ${relative(process.cwd(), part.target)}   (the next run installs it again)`,
      ]),
    );
  }
  const healthy = damaged.length === 0 && prerequisites.every(({ problem }) => !problem);
  if (healthy)
    console.log(
      states.every(({ state }) => state === 'ready')
        ? 'All is there.'
        : 'What is missing is installed by the next run.',
    );
  return healthy;
}

/** A sentence and, indented below it, the lines that help. */
export const describeProblem = (problem, hints) => [problem, ...hints.map((hint) => `    ${hint}`)].join('\n');

function stateOf(part, installed) {
  if (!isReady(part, installed)) return { state: installed[part.id] ? 'out of date' : 'not installed', problems: [] };
  const problems = part.problems();
  return { state: problems.length > 0 ? 'damaged' : 'ready', problems };
}

function printTable(rows) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const line = (cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  console.log([line(rows[0]), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n'));
}
