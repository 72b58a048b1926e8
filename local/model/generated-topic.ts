const GENERATOR = 'io.tributary.connect.orders.OrdersSourceConnector';

/**
 * The topic that a connector with that configuration fills with rows that it makes up; undefined for one that reads them
 * somewhere.
 */
export function generatedTopic(config: Readonly<Record<string, unknown>>): string | undefined {
  const { 'connector.class': connectorClass, topic } = config;
  return connectorClass === GENERATOR && typeof topic === 'string' ? topic : undefined;
}
