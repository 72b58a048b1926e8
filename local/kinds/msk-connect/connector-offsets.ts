import type { ConnectWorker } from '../../servers/local-server';
import { askWorker } from './ask-worker';
import { ConnectorError } from './create-connector';

/** Where a sink is: the offset of the record that it takes next, by `<topic>/<partition>`. */
export type SinkOffsets = ReadonlyMap<string, number>;

/** As Kafka Connect tells and takes them. */
interface OffsetsBody {
  readonly offsets: readonly {
    readonly partition: { readonly kafka_topic: string; readonly kafka_partition: number };
    readonly offset: { readonly kafka_offset: number };
  }[];
}

/** What a sink has stored last. */
export async function readOffsets(worker: ConnectWorker, name: string): Promise<SinkOffsets> {
  const answer = await askWorker(urlOf(worker, name));
  if (!answer.ok) throw new ConnectorError(`offsets of ${name} cannot be read (${answer.status}): ${answer.text}`);
  const { offsets } = JSON.parse(answer.text) as OffsetsBody;
  return new Map(
    offsets.map(({ partition, offset }) => [
      `${partition.kafka_topic}/${partition.kafka_partition}`,
      Number(offset.kafka_offset),
    ]),
  );
}

/** Lets a sink that is stopped go on elsewhere. */
export async function alterOffsets(worker: ConnectWorker, name: string, offsets: SinkOffsets): Promise<void> {
  const body: OffsetsBody = {
    offsets: [...offsets].map(([place, offset]) => ({
      partition: {
        kafka_topic: place.slice(0, place.lastIndexOf('/')),
        kafka_partition: Number(place.slice(place.lastIndexOf('/') + 1)),
      },
      offset: { kafka_offset: offset },
    })),
  };
  const answer = await askWorker(urlOf(worker, name), { method: 'PATCH', body });
  if (!answer.ok) throw new ConnectorError(`offsets of ${name} cannot be altered (${answer.status}): ${answer.text}`);
}

function urlOf({ url }: ConnectWorker, name: string): string {
  return `${url}/connectors/${encodeURIComponent(name)}/offsets`;
}
