/** Where schemas of Avro are, and what a connector does with those that it does not find there. */
export interface AvroSchemas {
  /** Of the registry's API. */
  readonly registryUrl: string;
  /** That new ones are registered in; those that are known are found by their numbers. @default - none */
  readonly group?: string;
  /** `register` new ones, as a source does; or only `read` them. */
  readonly unknown: 'register' | 'read';
}

/**
 * Keys and values as Avro, each with the number of its schema in a header. A source asks for exactly the schema that it has:
 * `find-latest` would write records of a new shape by an older one.
 */
export function avroConverters(schemas: AvroSchemas): Record<string, string> {
  return { ...avroConverter('key', schemas), ...avroConverter('value', schemas) };
}

/**
 * What reads records in Avro by what reads JSON: converters of the text that a capture without Avro would have written.
 *
 * @param registryUrl of the registry's API; undefined where records are in JSON
 */
export function textConverters(
  converters: Readonly<Record<string, string>>,
  registryUrl: string | undefined,
): Record<string, string> {
  return registryUrl === undefined
    ? { ...converters }
    : {
        ...textConverter('key', converters, registryUrl),
        ...textConverter('value', converters, registryUrl),
      };
}

/** How long a source waits for a registry that does not answer, until somebody looks. A sink waits for as long as it takes. */
const SOURCE_WAITS_MS = 10 * 60 * 1000;
const MOST_BETWEEN_TRIES_MS = 10_000;

/** Of a source: tries of a conversion that the registry did not answer for. */
export function registryRetries(): Record<string, string> {
  return {
    'errors.retry.timeout': String(SOURCE_WAITS_MS),
    'errors.retry.delay.max.ms': String(MOST_BETWEEN_TRIES_MS),
  };
}

/** Fields keep NULL where their columns have defaults: what reads a field of a struct takes the default for NULL. */
export function withoutDefaults(name: string): Record<string, string> {
  return { [`transforms.${name}.type`]: 'io.tributary.connect.transforms.WithoutDefaults' };
}

type Part = 'key' | 'value';

function avroConverter(part: Part, schemas: AvroSchemas): Record<string, string> {
  const prefix = `${part}.converter`;
  return { [prefix]: 'io.tributary.connect.avro.RegistryConverter', ...registry(prefix, schemas) };
}

function textConverter(
  part: Part,
  converters: Readonly<Record<string, string>>,
  registryUrl: string,
): Record<string, string> {
  const prefix = `${part}.converter`;
  const own = Object.entries(converters).filter(([key]) => key === prefix || key.startsWith(`${prefix}.`));
  return {
    [prefix]: 'io.tributary.connect.avro.EventTextConverter',
    ...registry(prefix, { registryUrl, unknown: 'read' }),
    ...Object.fromEntries(own.map(([key, value]) => [`${prefix}.text.converter${key.slice(prefix.length)}`, value])),
  };
}

function registry(prefix: string, { registryUrl, group, unknown }: AvroSchemas): Record<string, string> {
  return {
    [`${prefix}.apicurio.registry.url`]: registryUrl,
    [`${prefix}.apicurio.registry.auto-register`]: String(unknown === 'register'),
    [`${prefix}.apicurio.registry.find-latest`]: 'false',
    // A registry that does not answer for a while is none of what is known already.
    [`${prefix}.apicurio.registry.fault-tolerant-refresh`]: 'true',
    ...(group === undefined ? {} : { [`${prefix}.apicurio.registry.artifact.group-id`]: group }),
  };
}
