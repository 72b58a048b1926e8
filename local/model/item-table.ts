const SINK = 'io.tributary.connect.dynamodb.DynamoDbSinkConnector';

/** As the sink has it. */
const DEFAULT_NAME = 'kafka_${topic}';

/** Whether a connector with that configuration keeps items by key. */
export function keepsItems(config: Readonly<Record<string, unknown>>): boolean {
  return config['connector.class'] === SINK;
}

/** Name of the table of DynamoDB in which a sink with that configuration keeps the rows of a topic. */
export function itemTable(config: Readonly<Record<string, unknown>>, topic: string): string {
  const format = String(config['dynamodb.table.name.format'] ?? DEFAULT_NAME);
  return String(config[`topic.${topic}.table`] ?? format.replaceAll('${topic}', topic));
}
