/**
 * Keys and values as JSON without embedded schemas, so that `before`, `after`, `op` and `source` are the top level of
 * every value and each reader takes the event as it is. NULL stays NULL where the column has a default.
 */
export function jsonConverters(): Record<string, string> {
  return {
    'key.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'key.converter.schemas.enable': 'false',
    'key.converter.replace.null.with.default': 'false',
    'value.converter': 'org.apache.kafka.connect.json.JsonConverter',
    'value.converter.schemas.enable': 'false',
    'value.converter.replace.null.with.default': 'false',
  };
}
