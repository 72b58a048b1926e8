#!/usr/bin/env node
import { nodeProblem } from './setup/node-version.mjs';

// The first file that runs on a fresh clone: plain Node, no dependency. The version check stands before the import, so
// that an old Node answers with a sentence and not with a syntax error of the files behind it.
const problem = nodeProblem();

if (problem !== undefined) {
  console.error(problem);
  process.exitCode = 1;
} else {
  import('./setup/command-line.mjs').then(({ main }) =>
    main(process.argv.slice(2)).then((code) => {
      process.exitCode = code;
    }),
  );
}
