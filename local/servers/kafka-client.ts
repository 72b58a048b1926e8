import { Kafka, logLevel } from 'kafkajs';

/** A client of the run's own that says nothing by itself: what goes wrong is thrown. */
export function kafkaClient(bootstrapServers: string, retries = 5): Kafka {
  return new Kafka({
    clientId: 'tributary-local-run',
    brokers: bootstrapServers.split(','),
    logLevel: logLevel.NOTHING,
    retry: { retries },
  });
}
