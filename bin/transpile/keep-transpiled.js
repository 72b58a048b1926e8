const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { basename, join, relative, resolve } = require('node:path');
const ts = require('typescript');

const PROJECT = resolve(__dirname, '..', '..');
const CACHE = join(PROJECT, '.runtime', 'cache', 'transpiled');

/**
 * What ts-node makes JavaScript with: TypeScript itself, whose work takes longer than most of our programs, and is kept from one
 * program to the next. A file has one place in the cache, whichever copy of the project it is in.
 *
 * @param {import('ts-node').CreateTranspilerOptions} options
 * @returns {import('ts-node').Transpiler}
 */
exports.create = ({ service }) => {
  const { options: compilerOptions } = service.config;
  const settings = `${ts.version} ${JSON.stringify(compilerOptions)}`;
  return {
    transpile: (input, { fileName }) => {
      const file = join(CACHE, `${digest(relative(PROJECT, fileName))}.json`);
      const key = digest(settings, basename(fileName), input);
      const kept = read(file);
      if (kept?.key === key) return kept.output;
      const output = ts.transpileModule(input, { fileName, compilerOptions, reportDiagnostics: true });
      if (output.diagnostics?.length === 0) write(file, { key, output });
      return output;
    },
  };
};

function digest(...texts) {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text}\0`);
  return hash.digest('base64url').slice(0, 22);
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Not there, or not whole.
    return undefined;
  }
}

/** By way of another file: programs that start at once have the same to write. */
function write(file, content) {
  try {
    mkdirSync(CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(content));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // It only saves time.
  }
}
