import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { AssetHashType, DockerImage } from 'aws-cdk-lib';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import { type BuildOptions, buildSync } from 'esbuild';

const REPOSITORY = join(__dirname, '..', '..');

export interface HandlerBundleProps {
  /** Absolute path of the folder whose `handler/handler.ts` is the handler, and whose `sql` goes with it. */
  readonly folder: string;
  /** Folder of `sql` that it reads. @default - all of it */
  readonly sql?: string;
}

/** A function's handler in one file, AWS SDK included, with its SQL beside it: what Lambda runs also runs on any Node.js from 20 on. */
export class HandlerBundle {
  private readonly options: BuildOptions;

  constructor(private readonly props: HandlerBundleProps) {
    this.options = {
      entryPoints: [join(props.folder, 'handler', 'handler.ts')],
      absWorkingDir: REPOSITORY,
      bundle: true,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      minify: true,
      keepNames: true,
      logLevel: 'warning',
    };
  }

  code(): lambda.Code {
    return lambda.Code.fromAsset(this.props.folder, {
      assetHashType: AssetHashType.OUTPUT,
      bundling: {
        // Never pulled: bundling is local or fails.
        image: DockerImage.fromRegistry('local-bundling-only'),
        local: {
          tryBundle: (outputFolder) => {
            this.write(outputFolder);
            return true;
          },
        },
      },
    });
  }

  /** Writes `index.js` and the SQL folder to `outputFolder`. The same sources give the same bytes. */
  write(outputFolder: string): void {
    buildSync({ ...this.options, outfile: join(outputFolder, 'index.js') });
    const sql = join('sql', this.props.sql ?? '');
    cpSync(join(this.props.folder, sql), join(outputFolder, sql), { recursive: true });
  }

  /** Own sources of the bundle, from the root of the repository. */
  sources(): string[] {
    const { metafile } = buildSync({ ...this.options, write: false, metafile: true, outfile: 'index.js' });
    return Object.keys(metafile?.inputs ?? {}).filter((file) => !file.includes('node_modules/'));
  }
}
