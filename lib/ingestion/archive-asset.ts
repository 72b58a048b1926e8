import * as path from 'node:path';
import type { Construct } from 'constructs';
import { BuiltAsset, DEFAULT_CACHE_DIRECTORY } from '../assets/built-asset';
import { builtPluginArchive } from './plugin-archive';
import type { ArchiveName } from './plugin-source-hash';

const ROOT = path.join(__dirname, '..', '..');

export const DEFAULT_PLUGINS_DIRECTORY = path.join(ROOT, 'connectors', 'plugins');

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

/** A ZIP that a module of the plugins' folder builds. Where bundling is switched off, as in tests, no Maven is needed. */
export class ArchiveAsset extends BuiltAsset {
  constructor(scope: Construct, id: string, props: ArchiveAssetProps) {
    const pluginsDirectory = props.pluginsDirectory ?? DEFAULT_PLUGINS_DIRECTORY;
    const cacheDirectory = props.cacheDirectory ?? DEFAULT_CACHE_DIRECTORY;
    super(scope, id, {
      ...builtPluginArchive({ plugin: props.plugin, pluginsDirectory, cacheDirectory }),
      directory: path.join(pluginsDirectory, props.plugin),
    });
  }
}
