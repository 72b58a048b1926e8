import { mkdirSync, readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

import { GlueJob } from '../../jobs/glue-job';
import type { JobModel } from '../../model/platform';
import { trustOptions } from '../../servers/create-trust-store';
import type { AwsServer } from '../../servers/local-server';
import type { Session } from '../../session/session';
import { StateKey } from '../kind-states';
import { keepJar } from './keep-jar';

/** Of packages, by the path of what they are made of. */
const ARCHIVES = new StateKey(() => new Map<string, Promise<string>>());

/**
 * Makes a job ready to run: its arguments are resolved, its packages become archives, as they are when they are deployed, and
 * its jars lie where every run finds them.
 */
export async function prepareJob(job: JobModel, aws: AwsServer, session: Session): Promise<GlueJob> {
  const archives = session.states.of(ARCHIVES);
  const archiveOf = (path: string): Promise<string> => {
    const archive = archives.get(path) ?? zip(path, session);
    archives.set(path, archive);
    return archive;
  };
  return new GlueJob(
    job,
    session.resolver.textMap(job.resource, 'DefaultArguments'),
    {
      packages: await Promise.all(job.packages.map(archiveOf)),
      jars: job.jars.map((jar) => keepJar(jar, session.runtime)),
    },
    // A batch job has no client of the broker.
    job.kind === 'streaming' ? trustOptions(await session.trustStore()) : [],
    aws,
    session,
  );
}

/** @returns the archive with what is in a folder; a file is one already */
async function zip(path: string, { supervisor, runtime, paths }: Session): Promise<string> {
  if (statSync(path).isFile()) return path;
  const folder = join(paths.data, 'packages');
  mkdirSync(folder, { recursive: true });
  const archive = join(folder, `${basename(path)}.zip`);
  const child = supervisor.start({
    name: `zip-${basename(path)}`,
    command: runtime.python,
    args: ['-m', 'zipfile', '-c', archive, ...readdirSync(path).map((entry) => join(path, entry))],
    env: { PATH: '/usr/bin:/bin' },
  });
  if ((await child.ended) !== 0) throw child.failure();
  return archive;
}
