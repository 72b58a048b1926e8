import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { DIALECTS } from './bootstrap/bootstrap-request';
import { sampleFiles, sampleFolder } from './samples';

/** The handler's sources and its SQL, the sample aside. */
export const BOOTSTRAP_FOLDER = join(__dirname, 'bootstrap');
const REPOSITORY = join(__dirname, '..', '..');
const SHARED = [
  'lib/core/packed-text.ts',
  'lib/core/render-sql.ts',
  'connectors/avro-name.ts',
  'connectors/column-type.ts',
  'connectors/dataset-column.ts',
  'connectors/source-policies.ts',
  'connectors/sources/undeclared-tables.ts',
].map((file) => join(REPOSITORY, file));

/** Absolute paths of what decides about statements and checks, and lies elsewhere. */
export function bootstrapShared(sample: string | undefined): string[] {
  return [...SHARED, ...(sample === undefined ? [] : sampleFiles(sample))];
}

/** The handler with all that it needs, AWS SDK included: what Lambda runs also runs on any Node.js from 20 on. */
export function bootstrapCode(sample?: string): lambda.Code {
  return lambda.Code.fromAsset(BOOTSTRAP_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: bundling is local or fails.
      image: DockerImage.fromRegistry('local-bundling-only'),
      // Not run either: it tells one bundle from another where the CDK looks whether it has made one already.
      command: ['bundle', sample ?? ''],
      local: {
        tryBundle: (outputFolder) => {
          bundleBootstrap(outputFolder, sample);
          return true;
        },
      },
    },
  });
}

/** Writes `index.js` and the SQL folders to `outputFolder`, with one sample or none. The same sources give the same bytes. */
export function bundleBootstrap(outputFolder: string, sample?: string): void {
  buildSync({
    entryPoints: [join(BOOTSTRAP_FOLDER, 'handler.ts')],
    outfile: join(outputFolder, 'index.js'),
    absWorkingDir: REPOSITORY,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    minify: true,
    keepNames: true,
    logLevel: 'warning',
  });
  for (const dialect of DIALECTS) {
    cpSync(join(BOOTSTRAP_FOLDER, dialect), join(outputFolder, dialect), { recursive: true });
    if (sample !== undefined) {
      cpSync(sampleFolder(sample), join(outputFolder, dialect, 'sample'), { recursive: true });
    }
  }
}
