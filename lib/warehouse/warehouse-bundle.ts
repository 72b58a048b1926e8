import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';
import { sourceHash } from '../source/source-hash';

const REPOSITORY = join(__dirname, '..', '..');
const HANDLER_FOLDER = join(__dirname, 'handler');
const SQL_FOLDER = join(__dirname, 'sql');
/** What decides about statements besides their SQL, from the root of the repository. */
export const DECIDING_SOURCES: readonly string[] = [
  'connectors/column-type.ts',
  'connectors/dataset-column.ts',
  'connectors/dataset.ts',
  'connectors/source-policies.ts',
  'lib/core/packed-text.ts',
  'lib/core/render-sql.ts',
  'lib/warehouse/handler/handler.ts',
  'lib/warehouse/handler/statement-session.ts',
  'lib/warehouse/handler/warehouse-request.ts',
  'lib/warehouse/redshift-type.ts',
  'lib/warehouse/statement.ts',
  'lib/warehouse/statements.ts',
  'lib/warehouse/streaming-view.ts',
  'lib/warehouse/table-values.ts',
  'lib/warehouse/warehouse-table.ts',
];

const OPTIONS = {
  entryPoints: [join(HANDLER_FOLDER, 'handler.ts')],
  absWorkingDir: REPOSITORY,
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  keepNames: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Changes with the handler and its SQL: a property that makes every object be brought to what it is now. */
export function warehouseSourceHash(): string {
  return sourceHash(
    SQL_FOLDER,
    DECIDING_SOURCES.map((file) => join(REPOSITORY, file)),
  );
}

/** The handler with all that it needs, AWS SDK included: what Lambda runs also runs on any Node.js from 20 on. */
export function warehouseCode(): lambda.Code {
  return lambda.Code.fromAsset(__dirname, {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Never pulled: bundling is local or fails.
      image: DockerImage.fromRegistry('local-bundling-only'),
      local: {
        tryBundle: (outputFolder) => {
          bundleWarehouse(outputFolder);
          return true;
        },
      },
    },
  });
}

/** Writes `index.js` and the SQL folder to `outputFolder`. The same sources give the same bytes. */
export function bundleWarehouse(outputFolder: string): void {
  buildSync({ ...OPTIONS, outfile: join(outputFolder, 'index.js') });
  cpSync(SQL_FOLDER, join(outputFolder, 'sql'), { recursive: true });
}

/** Own sources of the bundle, from the root of the repository. */
export function bundledSources(): string[] {
  const { metafile } = buildSync({ ...OPTIONS, write: false, metafile: true, outfile: 'index.js' });
  return Object.keys(metafile.inputs).filter((file) => !file.includes('node_modules/'));
}
