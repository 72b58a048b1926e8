import { LocalRunError } from '../../local-run-error';
import { sendRequest } from '../../servers/send-request';
import type { ReceivedRecord, RecordDecoder, RecordTexts } from '../topic-reader';
import { type AvroReader, avroReader, exactFloat, type FloatSpelling, shortestFloat } from './avro-text';
import { envelopeOf } from './flat-rows';

const CONVERTER = 'io.tributary.connect.avro.RegistryConverter';
/** Of a sink that reads the text that a capture in JSON would have written. */
const TEXT_CONVERTER = 'io.tributary.connect.avro.EventTextConverter';
const URL_KEY = 'value.converter.apicurio.registry.url';
/** Headers by which Apicurio's converters say which schema a key or a value was written by. */
const ID_HEADERS = { key: 'apicurio.key.globalId', value: 'apicurio.value.globalId' } as const;

/** A record without a schema that the registry has. */
export class AvroRecordError extends LocalRunError {}

/** Reads records as a connector's configuration has them; undefined where they are JSON already. */
export function recordDecoder(config: Readonly<Record<string, string>>): RecordDecoder | undefined {
  const { [URL_KEY]: url, 'value.converter': converter } = config;
  if (url === undefined) return undefined;
  if (converter === TEXT_CONVERTER) return eventDecoder(avroDecoder(url, shortestFloat));
  return converter === CONVERTER ? avroDecoder(url) : undefined;
}

/** Reads flat rows as the envelopes that they are of. */
function eventDecoder(decode: RecordDecoder): RecordDecoder {
  return async (record, topic) => {
    const { key, value } = await decode(record, topic);
    return { key, value: value === null ? null : envelopeOf(value, { ...record, topic }) };
  };
}

/** @param url of the registry's API, as converters ask it */
export function avroDecoder(url: string, float: FloatSpelling = exactFloat): RecordDecoder {
  const readers = new Map<string, Promise<AvroReader>>();
  const textOf = async (record: ReceivedRecord, part: keyof RecordTexts): Promise<string | null> => {
    const bytes = record[part];
    if (bytes === null) return null;
    const id = record.headers?.[ID_HEADERS[part]];
    if (!Buffer.isBuffer(id)) {
      throw new AvroRecordError(
        `a record must say which schema its ${part} was written by, got: no ${ID_HEADERS[part]}`,
      );
    }
    const globalId = String(id.readBigInt64BE());
    const reader = readers.get(globalId) ?? readSchema(url, globalId, float);
    readers.set(globalId, reader);
    return (await reader).read(bytes);
  };
  return async (record) => ({ key: await textOf(record, 'key'), value: await textOf(record, 'value') });
}

async function readSchema(url: string, globalId: string, float: FloatSpelling): Promise<AvroReader> {
  const answer = await sendRequest(`${url}/ids/globalIds/${globalId}`);
  if (!answer.ok)
    throw new AvroRecordError(`the registry has no schema ${globalId} (${answer.status}): ${answer.text}`);
  return avroReader(JSON.parse(answer.text), float);
}
