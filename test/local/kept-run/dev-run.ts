import { join, resolve } from 'node:path';

import type { ArchivePlace } from '../../support/archived-events';
import { archivePlace } from '../../support/archived-events';
import { untilStreaming } from '../../support/customer-writer';
import { KeptRunFiles } from '../../support/kept-run';
import {
  applyToLocalRun,
  type CommandResult,
  commandLocalRun,
  type LocalRun,
  startLocalRun,
} from '../../support/local-run';
import { ProjectCopy } from '../../support/project-copy';

const ROOT = resolve(__dirname, '..', '..', '..');

export const SOURCE = 'tributary-dev-salesdb-cdc';
export const SINK = 'tributary-dev-salesdb-archive';

/** Of the other database, with the same plugin. */
export const SUPPORT = 'tributary-dev-support-cdc';

/** The other archive, with the same plugin. */
export const PAGILA_SINK = 'tributary-dev-pagila-archive';

/** Connectors that updates here have nothing to do with. */
export const OTHERS = [
  'tributary-dev-orders-dynamodb',
  'tributary-dev-orders-generator',
  'tributary-dev-orders-iceberg',
  PAGILA_SINK,
  'tributary-dev-pagila-cdc',
  'tributary-dev-salesdb-dynamodb',
  SUPPORT,
];

/** Everything here waits for progress; this is for what makes none, on whatever machine. */
export const PATIENCE = 60 * 60_000;

/** A run of dev that stays up, with all that it was asked to prove; all tests of this folder change this one. */
export class DevRun {
  /** Edited as a user edits it. */
  readonly project = new ProjectCopy(ROOT, join(ROOT, 'out', 'test', 'kept', 'project'));
  readonly files = new KeptRunFiles(this.project.folder);
  private started: LocalRun | undefined;

  get run(): LocalRun {
    if (this.started === undefined) throw new Error('the run must be started first');
    return this.started;
  }

  /** Where its sink writes. */
  get archive(): ArchivePlace {
    return archivePlace(this.files.configuration(SINK));
  }

  /** Where that of the other database writes. */
  get pagilaArchive(): ArchivePlace {
    return archivePlace(this.files.configuration(PAGILA_SINK));
  }

  async start(): Promise<void> {
    this.started = startLocalRun(['--keep'], this.project.folder);
    await this.started.prints('stays up until Ctrl-C');
    // Until then a restart would read all rows again.
    await untilStreaming(this.files);
  }

  apply(...args: string[]): Promise<CommandResult> {
    return applyToLocalRun(args, this.project.folder);
  }

  tell(...args: string[]): Promise<CommandResult> {
    return commandLocalRun(args, this.project.folder);
  }

  async end(): Promise<void> {
    this.started?.kill('SIGINT');
    await this.started?.exitCode;
  }
}
