import { readTopic } from '../../model/read-topics';
import { changeTopic } from '../../steps/change-topic';
import { createTopics } from '../../steps/create-topics';
import { deleteTopic } from '../../steps/delete-topic';
import type { Executor } from '../executor';
import { afterOf } from '../resource-change';

/** Topics of the local broker. */
export const topicExecutor: Executor = {
  create: (resource, { next, platform }) =>
    createTopics([readTopic(resource, next.resolver)], platform().kafka, next.overrides),
  update: {
    properties: ['PartitionCount', 'Configs'],
    run: (change, { next, platform }) =>
      changeTopic(readTopic(afterOf(change), next.resolver), platform().kafka, next.overrides),
  },
  remove: (resource, { before, platform }) => deleteTopic(readTopic(resource, before.resolver).name, platform().kafka),
};
