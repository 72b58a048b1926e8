#!/usr/bin/env node
// The first file that runs on a fresh clone: plain Node, no dependency. The version check stands before the import, so
// that an old Node answers with a sentence and not with a syntax error of the files behind it.
const wanted = 20;
const major = Number(process.versions.node.split('.')[0]);

if (major < wanted) {
  console.error(
    `Node ${wanted} or newer is needed, this is ${process.versions.node}. For example: nvm install ${wanted}`,
  );
  process.exitCode = 1;
} else {
  import('./setup/command-line.mjs').then(({ main }) =>
    main(process.argv.slice(2)).then((code) => {
      process.exitCode = code;
    }),
  );
}
