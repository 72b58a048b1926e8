import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';

/** The handler's sources and its SQL, the sample aside. */
export const BOOTSTRAP_FOLDER = join(__dirname, 'bootstrap');
const REPOSITORY = join(__dirname, '..', '..');
/** Schema and rows of the sample, in the words of MySQL. */
export const SAMPLE_FOLDER = join(REPOSITORY, 'samples', 'salesdb');
/** What decides about statements and checks, and lies elsewhere. */
export const BOOTSTRAP_SHARED = [
  'lib/core/packed-text.ts',
  'lib/core/render-sql.ts',
  'connectors/column-type.ts',
  'connectors/dataset-column.ts',
  'connectors/source-policies.ts',
  ...readdirSync(SAMPLE_FOLDER).map((file) => `samples/salesdb/${file}`),
].map((file) => join(REPOSITORY, file));
const DIALECTS = ['mysql'] as const;

/** The handler with all that it needs, AWS SDK included: what Lambda runs also runs on any Node.js from 20 on. */
export function bootstrapCode(): lambda.Code {
  return lambda.Code.fromAsset(BOOTSTRAP_FOLDER, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: bundling is local or fails.
      image: DockerImage.fromRegistry('local-bundling-only'),
      local: {
        tryBundle: (outputFolder) => {
          bundleBootstrap(outputFolder);
          return true;
        },
      },
    },
  });
}

/** Writes `index.js` and the SQL folders to `outputFolder`. The same sources give the same bytes. */
export function bundleBootstrap(outputFolder: string): void {
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
    cpSync(SAMPLE_FOLDER, join(outputFolder, dialect, 'sample'), { recursive: true });
  }
}
