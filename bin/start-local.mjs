#!/usr/bin/env node
import { nodeProblem } from './setup/node-version.mjs';

// `npm run local`: plain Node, for a fresh clone has nothing else yet.
const problem = nodeProblem();

if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 2;
} else {
  import('./local/launch.mjs').then(({ launch }) => launch(process.argv.slice(2)).then((code) => process.exit(code)));
}
