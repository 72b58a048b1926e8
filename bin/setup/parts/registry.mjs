import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram } from '../find-program.mjs';
import { runtime } from '../paths.mjs';
import { copyCheckedJars, jarsKey, jarVersion } from './jars.mjs';

const description = 'registry';
const artifact = 'apicurio-registry-app';
const target = join(runtime, description);

const version = () => jarVersion(description, artifact);

/** The schema registry, as its container image has it. */
export const registry = {
  id: description,
  title: 'Schema registry',
  needs: ['platform', 'jdk', 'maven', 'tar'],
  after: ['java25'],
  target,
  version: () => version().replace(/-all$/, ''),
  key: () => jarsKey(description),
  present: () => existsSync(join(target, 'quarkus-run.jar')),
  problems: () => [],
  async install({ folder, run }) {
    const archives = join(folder, 'archives');
    const server = join(folder, 'server');
    await copyCheckedJars(description, archives, run, { keep: false });
    mkdirSync(server);
    const archive = join(archives, `${artifact}-${version()}.tar.gz`);
    await run([findProgram('tar'), '--no-same-owner', '-xzf', archive, '-C', server]);
    return server;
  },
};
