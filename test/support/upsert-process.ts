import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface, type Interface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';

import type { RuntimePaths } from '../../local/paths';

const ROOT = join(__dirname, '..', '..');
const SCRIPT = join(ROOT, 'glue-scripts', 'jobs', 'upsert.py');

/** As the job has them, and for a machine on which a dozen rows are written. */
const SPARK_SETTINGS = {
  'spark.sql.extensions': 'io.delta.sql.DeltaSparkSessionExtension',
  'spark.sql.catalog.spark_catalog': 'org.apache.spark.sql.delta.catalog.DeltaCatalog',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.int96RebaseModeInWrite': 'CORRECTED',
  'spark.sql.shuffle.partitions': '1',
  'spark.default.parallelism': '1',
  'spark.databricks.delta.snapshotPartitions': '1',
  'spark.sql.codegen.wholeStage': 'false',
  'spark.sql.codegen.factoryMode': 'NO_CODEGEN',
  'spark.sql.adaptive.enabled': 'false',
  'spark.ui.enabled': 'false',
  'spark.driver.memory': '1g',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.extraJavaOptions':
    '-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC -Duser.timezone=UTC',
};

export interface UpsertRun {
  readonly failed: boolean;
  /** Reports, and the error of a run that failed. */
  readonly output: string;
}

/** The upsert job's entry script, run on folders of this machine. */
export class UpsertProcess {
  private readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  private readonly answers: Interface;
  private readonly lines: string[] = [];
  private log = '';
  private wake: () => void = () => {};

  /** @param directory exists; takes what Spark writes for itself */
  constructor(runtime: RuntimePaths, directory: string) {
    const jars = readdirSync(runtime.sparkLib).map((jar) => join(runtime.sparkLib, jar));
    const settings = {
      ...SPARK_SETTINGS,
      'spark.jars': jars.join(','),
      'spark.sql.warehouse.dir': join(directory, 'warehouse'),
    };
    const options = Object.entries(settings).map(([key, value]) => `--conf "${key}=${value}"`);
    this.child = spawn(runtime.python, [join(__dirname, 'upsert-process.py'), SCRIPT], {
      cwd: directory,
      env: {
        ...process.env,
        PYTHONPATH: join(ROOT, 'glue-scripts', 'src'),
        PYTHONDONTWRITEBYTECODE: '1',
        PYSPARK_PYTHON: runtime.python,
        PYSPARK_SUBMIT_ARGS: ['--master "local[2]"', ...options, 'pyspark-shell'].join(' '),
        SPARK_LOCAL_DIRS: directory,
        TZ: 'UTC',
      },
      // The virtual machine is a process of its own, and goes with its group.
      detached: true,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    this.child.stderr.on('data', (chunk: Buffer) => {
      this.log += chunk.toString('utf8');
    });
    this.answers = createInterface(this.child.stdout);
    this.answers.on('line', (text) => {
      this.lines.push(text);
      this.wake();
    });
    this.child.once('close', () => this.wake());
  }

  /** @param args of the script, by their names without dashes */
  async run(args: Readonly<Record<string, string>>): Promise<UpsertRun> {
    return this.ask(['run', ...Object.entries(args).flatMap(([name, value]) => [`--${name}`, value])]);
  }

  /**
   * All rows of a Delta table in no order, as objects without what is null.
   *
   * @param form whether values are those of JSON, or all of them texts
   */
  async rows(table: string, form: 'rows' | 'texts' = 'rows'): Promise<Record<string, unknown>[]> {
    const { failed, output } = await this.ask([form, table]);
    if (failed) throw new Error(output);
    return output
      .split('\n')
      .filter((row) => row !== '')
      .map((row) => JSON.parse(row) as Record<string, unknown>);
  }

  end(): void {
    if (this.child.pid !== undefined && this.child.exitCode === null) process.kill(-this.child.pid, 'SIGKILL');
  }

  private async ask(request: readonly string[]): Promise<UpsertRun> {
    const first = this.lines.length;
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    for (let at = first; ; at++) {
      while (this.lines.length === at) {
        if (this.child.exitCode !== null) throw new Error(`ended with ${this.child.exitCode}:\n${this.log}`);
        await new Promise<void>((resolve) => {
          this.wake = resolve;
        });
      }
      const end = /^\{"end": "(done|failed)"\}$/.exec(this.lines[at] ?? '');
      if (end !== null) return { failed: end[1] === 'failed', output: this.lines.slice(first, at).join('\n') };
    }
  }
}
