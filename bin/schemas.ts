import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Command } from 'commander';

import { causeChain, LocalRunError } from '../local/local-run-error';
import { runtimePaths } from '../local/paths';
import schemas from '../local/update/provider-schemas.json';
import { readProviderSchemas } from '../local/update/read-provider-schemas';

const projectDirectory = dirname(__dirname);
const FILE = join('local', 'update', 'provider-schemas.json');

const command = new Command('npm run schemas --')
  .description(`Writes ${FILE} anew: what replaces a resource, by the schemas of the installed cfn-lint.`)
  .argument('[types...]', 'types that join those of the file, such as AWS::SQS::Queue')
  .parse();

function main(): number {
  const { sitePackages } = runtimePaths(join(projectDirectory, '.runtime'), process.env);
  const found = readProviderSchemas(sitePackages, [...Object.keys(schemas), ...command.args]);
  writeFileSync(join(projectDirectory, FILE), formatted(JSON.stringify(found, undefined, 2)));
  console.log(`${FILE}: ${Object.keys(found).length} types`);
  return 0;
}

/** As the linter wants it, so that a difference of the file is one of its content. */
function formatted(json: string): string {
  const biome = join(projectDirectory, 'node_modules', '.bin', 'biome');
  const { status, stdout, stderr } = spawnSync(biome, ['format', `--stdin-file-path=${FILE}`], {
    cwd: projectDirectory,
    input: json,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`biome cannot format what was read: ${stderr}`);
  return stdout;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(error instanceof LocalRunError ? causeChain(error).join('\n  because: ') : error);
  process.exitCode = 1;
}
