import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { LocalRunError } from '../local-run-error';
import { SCHEMA_RULES } from '../model/schema-rules';
import { applyTemplates } from './apply-templates';
import { partOfRun } from './part-of-run';
import type { RunningEnvironment } from './running-environment';

const CONNECTOR = 'AWS::KafkaConnect::Connector';

/** What makes flat rows of envelopes. A test holds it to what a configuration says. */
const FLATTENING = {
  'transforms.truncates.type': 'io.tributary.connect.transforms.TruncatesStop',
  'transforms.unwrap.type': 'io.debezium.transforms.ExtractNewRecordState',
  'transforms.unwrap.delete.tombstone.handling.mode': 'rewrite-with-tombstone',
  'transforms.unwrap.add.fields': 'op,db,schema,table,lsn,source.ts_ms,source.sequence,source.txId,source.snapshot',
  'transforms.unwrap.add.headers': 'ts_ms',
};
const TRANSFORMS = { envelope: 'defaults', flat: 'defaults,truncates,unwrap' } as const;

export type Shape = keyof typeof TRANSFORMS;

type Configuration = Readonly<Record<string, unknown>>;

/**
 * Gives records of a capture another shape, under the same connector, by an update.
 *
 * @param name of the connector
 * @throws UpdateRefusedError, UpdateFailedError
 */
export async function reshapeCapture(running: RunningEnvironment, name: string, shape: Shape): Promise<void> {
  const { templates, resolver } = running.session();
  const isConnector = (resource: Resource): boolean =>
    resource.type === CONNECTOR && resolver.text(resource, 'ConnectorName') === name;
  await applyTemplates(running, reshaped(templates, isConnector, shape), partOfRun(running, templates));
}

/** Templates as a configuration has them that says `avro: { shape, compatibility: 'NONE' }` of the capture of this connector. */
export function reshaped(
  templates: EnvironmentTemplates,
  isConnector: (resource: Resource) => boolean,
  shape: Shape,
): EnvironmentTemplates {
  const stack = templates.stacks.find(({ resources }) => [...resources.values()].some(isConnector));
  if (stack === undefined) throw new LocalRunError('a capture is reshaped that runs, got: none');
  const next = new Map(
    [...stack.resources].map(([id, resource]) => {
      if (isConnector(resource)) {
        const { ConnectorConfiguration } = resource.properties;
        const configuration = reshapedConfiguration(ConnectorConfiguration as Configuration, shape);
        return [id, withProperties(resource, { ConnectorConfiguration: configuration })];
      }
      return [id, resource.type === SCHEMA_RULES ? withProperties(resource, { Compatibility: 'NONE' }) : resource];
    }),
  );
  const { stacks } = templates;
  return { ...templates, stacks: stacks.map((each) => (each === stack ? { ...stack, resources: next } : each)) };
}

/** Keys of the shape that it had go with it. */
function reshapedConfiguration(configuration: Configuration, shape: Shape): Configuration {
  const others = Object.entries(configuration).filter(([key]) => !Object.hasOwn(FLATTENING, key));
  return {
    ...Object.fromEntries(others),
    transforms: TRANSFORMS[shape],
    ...(shape === 'flat' ? FLATTENING : {}),
  };
}

function withProperties(resource: Resource, properties: Configuration): Resource {
  return { ...resource, properties: { ...resource.properties, ...properties } };
}
