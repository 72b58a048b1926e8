/**
 * Keys and values as JSON without embedded schemas, so that `before`, `after`, `op` and `source` are the top level of
 * every value and each reader takes the event as it is. NULL stays NULL where the column has a default.
 */
export function jsonConverters(): Record<string, string> {
  return { ...jsonConverter('key'), ...jsonConverter('value') };
}

/** The same, with keys as the text that they are. */
export function textKeyConverters(): Record<string, string> {
  return { ...textKeyConverter(), ...jsonConverter('value') };
}

/** Keys as the text that they are: nothing of them has to be read, so nothing of them can be unreadable. */
export function textKeyConverter(): Record<string, string> {
  return { 'key.converter': 'org.apache.kafka.connect.storage.StringConverter' };
}

function jsonConverter(part: 'key' | 'value'): Record<string, string> {
  return {
    [`${part}.converter`]: 'org.apache.kafka.connect.json.JsonConverter',
    [`${part}.converter.schemas.enable`]: 'false',
    [`${part}.converter.replace.null.with.default`]: 'false',
  };
}
