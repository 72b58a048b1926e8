import type { TopicSpec } from '../../connectors/connector-spec';
import { type Dataset, DEFAULT_GROUP, topicName } from '../../connectors/dataset';

/** Topics by the number of their stack; those of no table are in the first. */
export function topicGroups(topics: readonly TopicSpec[], datasets: readonly Dataset[]): [number, TopicSpec[]][] {
  const groups = new Map<number, TopicSpec[]>([[DEFAULT_GROUP, []]]);
  const tables = new Map(datasets.map((dataset) => [topicName(dataset), dataset.group ?? DEFAULT_GROUP]));
  for (const topic of topics) {
    const group = tables.get(topic.name) ?? DEFAULT_GROUP;
    groups.set(group, [...(groups.get(group) ?? []), topic]);
  }
  return [...groups];
}
