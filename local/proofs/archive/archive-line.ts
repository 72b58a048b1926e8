import type { TopicRecord } from '../topic-reader';

/** What a line of an archive holds: the record's value alone, or its partition, offset, key and value. */
export type RowContent = 'value' | 'record';

/** What a sink's configuration says of its lines; values are the sink's default. */
export function rowContent(sink: Readonly<Record<string, string>>): RowContent {
  return sink.content === 'record' ? 'record' : 'value';
}

/** The line that should hold a record. Keys and values are JSON in the topic, and stand in the line as they are. */
export function archiveLine({ partition, offset, key, value }: TopicRecord, content: RowContent): string {
  if (content === 'value') return value ?? 'null';
  return `{"partition":${partition},"offset":${offset},"key":${key ?? 'null'},"value":${value ?? 'null'}}`;
}

/** The record's value, out of a line. */
export function archivedValue(line: string, content: RowContent): unknown {
  const parsed: unknown = JSON.parse(line);
  return content === 'value' ? parsed : (parsed as { readonly value: unknown }).value;
}
