import { readPluginArchive } from '../../model/read-connectors';
import { unpackPlugin } from '../../steps/unpack-plugin';
import type { Executor } from '../executor';

/** MSK Connect copies and reads the archive when the plugin is made, and never again. */
export const pluginExecutor: Executor = {
  create: async (resource, { next }) => {
    const archive = readPluginArchive(resource, next.resolver);
    await unpackPlugin(archive, resource.logicalId, next.supervisor, next.runtime);
  },
  note: 'its archive was read when it was made',
};
