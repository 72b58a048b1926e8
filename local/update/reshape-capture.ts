import { type AvroEvents, avroEvents } from '../../connectors/sources/avro-events';
import { SCHEMA_RULES } from '../../lib/registry/schema-rules';
import type { EnvironmentTemplates, Resource } from '../assembly/environment-templates';
import { LocalRunError } from '../local-run-error';
import { applyTemplates } from './apply-templates';
import { partOfRun } from './part-of-run';
import type { RunningEnvironment } from './running-environment';

const CONNECTOR = 'AWS::KafkaConnect::Connector';
const REGISTRY_URL = 'value.converter.apicurio.registry.url';
const GROUP = 'value.converter.apicurio.registry.artifact.group-id';

type Configuration = Readonly<Record<string, unknown>>;

/**
 * Gives records of a capture another shape, under the same connector, by an update.
 *
 * @param name of the connector
 * @throws UpdateRefusedError, UpdateFailedError
 */
export async function reshapeCapture(
  running: RunningEnvironment,
  name: string,
  shape: AvroEvents['shape'],
): Promise<void> {
  const { templates, resolver } = running.session();
  const isConnector = (resource: Resource): boolean =>
    resource.type === CONNECTOR && resolver.text(resource, 'ConnectorName') === name;
  await applyTemplates(running, reshaped(templates, isConnector, shape), partOfRun(running, templates));
}

/** Templates as a configuration has them that says `avro: { shape, compatibility: 'NONE' }` of the capture of this connector. */
export function reshaped(
  templates: EnvironmentTemplates,
  isConnector: (resource: Resource) => boolean,
  shape: AvroEvents['shape'],
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
function reshapedConfiguration(configuration: Configuration, shape: AvroEvents['shape']): Configuration {
  // A token of the template, which goes through as it is.
  const places = { registryUrl: configuration[REGISTRY_URL] as string, group: configuration[GROUP] as string };
  const own = (of: AvroEvents['shape']) => avroEvents({ ...places, shape: of });
  const keys = new Set([...Object.keys(own('envelope')), ...Object.keys(own('flat'))]);
  const others = Object.entries(configuration).filter(([key]) => !keys.has(key));
  return { ...Object.fromEntries(others), ...own(shape) };
}

function withProperties(resource: Resource, properties: Configuration): Resource {
  return { ...resource, properties: { ...resource.properties, ...properties } };
}
