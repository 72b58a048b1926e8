import * as fs from 'node:fs';
import * as path from 'node:path';
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { type BuiltFileProps, builtFile } from './built-file';
import { sourceHash } from './source-files';

const ROOT = path.join(__dirname, '..', '..');

/** Folder of what is built already. It lies outside the cloud assembly, so that another synth only copies. */
export const DEFAULT_CACHE_DIRECTORY = path.join(ROOT, '.runtime', 'plugins');

export interface BuiltAssetProps extends BuiltFileProps {
  /** A folder of the sources. */
  readonly directory: string;
}

/**
 * A ZIP or jar that is built from sources, and uploaded under their hash. The hash is known without building: where the
 * stack's bundling is switched off, as in tests, nothing is built and the template is the same, but for a jar's extension,
 * which is `.zip` there.
 */
export class BuiltAsset extends Asset {
  /** SHA-256 of the sources, in hex. */
  readonly sourceHash: string;

  constructor(scope: Construct, id: string, props: BuiltAssetProps) {
    const hash = sourceHash(props.sources);
    super(scope, id, {
      path: props.directory,
      assetHash: hash,
      assetHashType: AssetHashType.CUSTOM,
      bundling: {
        // Asked for by the interface; local bundling succeeds or throws, so no container is ever started.
        image: DockerImage.fromRegistry('none'),
        outputType: BundlingOutput.ARCHIVED,
        local: {
          tryBundle(outputDirectory) {
            fs.copyFileSync(builtFile(props), path.join(outputDirectory, props.name));
            return true;
          },
        },
      },
    });
    this.sourceHash = hash;
  }
}
