import { ItemsProver } from '../../proofs/items/items-prover';
import { ITEMS_CLAIM, isItemSink, proveItems } from '../../proofs/items/prove-items';
import { proveReplay, REPLAY_CLAIM, REPLAYED_KEYS } from '../../proofs/items/prove-replay';
import { ItemReader } from '../../proofs/items/read-items';
import { replaySink } from '../../proofs/items/replay-sink';
import { TopicReader } from '../../proofs/topic-reader';
import type { Kind } from '../kind';
import { tableVerbs } from './table';

/** Tables of items by key. */
export const dynamodb: Kind = {
  name: 'dynamodb',
  evidence: 'stood in for',
  resources: {
    'AWS::DynamoDB::Table': tableVerbs,
  },
  targets: ({ platform, client, logs }) =>
    platform.connectors.filter(isItemSink).map((part) => {
      const items = new ItemsProver(part, new ItemReader(platform.awsClient), logs);
      const replay = () => replaySink(part, new TopicReader(client, items.topics), REPLAYED_KEYS);
      return {
        part,
        items,
        id: 'items',
        claim: ITEMS_CLAIM,
        prove: (subject) => proveItems(items, subject),
        rerun: { claim: REPLAY_CLAIM, prove: (subject) => proveReplay(items, replay, subject) },
      };
    }),
  standIns: ({ platform }) =>
    platform.connectors.some(isItemSink)
      ? [
          {
            deployed: 'Amazon DynamoDB',
            local: `${platform.aws.kind}: nothing is throttled, deleted by its TTL, backed up or encrypted`,
          },
        ]
      : [],
};
