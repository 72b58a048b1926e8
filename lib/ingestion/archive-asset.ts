import * as fs from 'node:fs';
import * as path from 'node:path';
import { AssetHashType, BundlingOutput, DockerImage } from 'aws-cdk-lib';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import type { Construct } from 'constructs';
import { pluginArchive } from './plugin-archive';
import { type ArchiveName, pluginSources, sourceHash } from './plugin-source-hash';

const ROOT = path.join(__dirname, '..', '..');

export const DEFAULT_PLUGINS_DIRECTORY = path.join(ROOT, 'connectors', 'plugins');
export const DEFAULT_CACHE_DIRECTORY = path.join(ROOT, '.runtime', 'plugins');

export interface ArchiveAssetProps {
  /** Maven module that builds the archive. */
  readonly plugin: ArchiveName;
  /**
   * Folder that holds the parent `pom.xml` and one folder per module.
   *
   * @default DEFAULT_PLUGINS_DIRECTORY
   */
  readonly pluginsDirectory?: string;
  /**
   * Folder of archives that are built already. It lies outside the cloud assembly, so that another synth only copies.
   *
   * @default DEFAULT_CACHE_DIRECTORY
   */
  readonly cacheDirectory?: string;
}

/**
 * A ZIP that a Maven module builds, keyed by the hash of its sources. The hash is known without building: where the
 * stack's bundling is switched off, as in tests, no Maven is needed and the template is the same.
 */
export class ArchiveAsset extends Asset {
  /** SHA-256 of the sources, in hex. */
  readonly sourceHash: string;

  constructor(scope: Construct, id: string, props: ArchiveAssetProps) {
    const pluginsDirectory = props.pluginsDirectory ?? DEFAULT_PLUGINS_DIRECTORY;
    const cacheDirectory = props.cacheDirectory ?? DEFAULT_CACHE_DIRECTORY;
    const hash = sourceHash(pluginSources(pluginsDirectory, props.plugin));
    super(scope, id, {
      path: path.join(pluginsDirectory, props.plugin),
      assetHash: hash,
      assetHashType: AssetHashType.CUSTOM,
      bundling: {
        // Asked for by the interface; local bundling succeeds or throws, so no container is ever started.
        image: DockerImage.fromRegistry('none'),
        outputType: BundlingOutput.ARCHIVED,
        local: {
          tryBundle(outputDirectory) {
            const archive = pluginArchive({ plugin: props.plugin, pluginsDirectory, cacheDirectory });
            fs.copyFileSync(archive, path.join(outputDirectory, `${props.plugin}.zip`));
            return true;
          },
        },
      },
    });
    this.sourceHash = hash;
  }
}
