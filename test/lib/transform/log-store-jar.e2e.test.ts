import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DEFAULT_CACHE_DIRECTORY } from '../../../lib/assets/built-asset';
import { builtFile } from '../../../lib/assets/built-file';
import { serviceArguments } from '../../../lib/transform/job-arguments';
import { logStoreJar } from '../../../lib/transform/log-store-jar';
import { deltaFormat } from '../../../lib/transform/table-formats';
import { parseSparkSettings } from '../../../local/jobs/glue-arguments';
import { sparkServiceSettings } from '../../../local/jobs/spark-service-provided';
import { startAws } from '../../../local/kinds/account/start-aws';
import { runtimePaths } from '../../../local/paths';
import { pickFreePort } from '../../../local/processes/start-on-free-port';
import { Supervisor } from '../../../local/processes/supervisor';
import { awsClientConfig } from '../../../local/servers/aws-client-config';
import { awsEnvironment } from '../../../local/servers/aws-environment';

const ROOT = resolve(__dirname, '..', '..', '..');
const REGION = 'us-east-1';
const MERGES = 4;
/** The jar is built where nothing built it yet. */
const TIMEOUT_MS = 10 * 60 * 1000;

let directory: string;
let supervisor: Supervisor;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'log-store-'));
  supervisor = new Supervisor('log-store', directory);
});

afterEach(async () => {
  await supervisor.stopAll();
  rmSync(directory, { recursive: true, force: true });
});

test(
  'two writers that merge into one table at once lose nothing, with the jar and the settings of the jobs',
  async () => {
    const runtime = runtimePaths(join(ROOT, '.runtime'), process.env);
    const aws = await startAws(supervisor, runtime, pickFreePort);
    await new S3Client({ ...awsClientConfig(aws.endpoint, REGION), forcePathStyle: true }).send(
      new CreateBucketCommand({ Bucket: 'tables' }),
    );
    const libraries = readdirSync(runtime.sparkLib).map((jar) => join(runtime.sparkLib, jar));
    const settings = {
      ...parseSparkSettings(serviceArguments('/logs', deltaFormat(REGION))['--conf'] ?? ''),
      ...sparkServiceSettings({
        awsEndpoint: aws.endpoint,
        region: REGION,
        directory,
        classPath: [...libraries, builtFile(logStoreJar(ROOT, DEFAULT_CACHE_DIRECTORY))],
        javaOptions: ['-XX:TieredStopAtLevel=1', `-Djava.io.tmpdir=${directory}`],
      }),
      'spark.ui.showConsoleProgress': 'false',
      'spark.sql.shuffle.partitions': '1',
      'spark.databricks.delta.snapshotPartitions': '1',
    };
    const script = join(ROOT, 'test', 'support', 'two-merge-writers.py');
    const writers = supervisor.start({
      name: 'two-merge-writers',
      command: runtime.python,
      args: [script, JSON.stringify(settings), 'tables', String(MERGES)],
      env: { PATH: `${dirname(runtime.java)}:/usr/bin:/bin`, ...awsEnvironment(aws.endpoint, REGION) },
      cwd: directory,
    });
    if ((await writers.ended) !== 0) throw writers.failure();
    const result = readFileSync(writers.logFile, 'utf8')
      .split('\n')
      .find((line) => line.startsWith('{'));
    const { counted, versions } = JSON.parse(result ?? '');
    expect(counted).toEqual({ one: MERGES, other: MERGES });
    // The table was created, and its rows inserted.
    expect(versions).toEqual(Array.from({ length: 2 + 2 * MERGES }, (_, version) => version));
  },
  TIMEOUT_MS,
);
