import { readPluginArchive } from '../../model/read-connectors';
import type { ResourceVerbs } from '../kind';
import { unpackPlugin } from './unpack-plugin';

/** MSK Connect copies and reads the archive when the plugin is made, and never again. */
export const pluginVerbs: ResourceVerbs = {
  create: async (resource, { next }) => {
    const archive = readPluginArchive(resource, next.resolver);
    await unpackPlugin(archive, resource.logicalId, next.supervisor, next.runtime);
  },
  note: 'its archive was read when it was made',
};
