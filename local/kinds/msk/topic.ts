import { readTopic } from '../../model/read-topics';
import { afterOf } from '../../update/resource-change';
import type { ResourceVerbs } from '../kind';
import { changeTopic } from './change-topic';
import { createTopic } from './create-topic';
import { deleteTopic } from './delete-topic';

/** Topics of the local broker. */
export const topicVerbs: ResourceVerbs = {
  create: (resource, { next, platform }) =>
    createTopic(readTopic(resource, next.resolver), platform().kafka, next.overrides),
  update: {
    properties: ['PartitionCount', 'Configs'],
    run: (change, { next, platform }) =>
      changeTopic(readTopic(afterOf(change), next.resolver), platform().kafka, next.overrides),
  },
  remove: (resource, { before, platform }) => deleteTopic(readTopic(resource, before.resolver).name, platform().kafka),
};
