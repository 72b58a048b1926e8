import { parseProperties } from '../model/parse-properties';
import { differingPaths } from './differing-paths';

/** Properties that hold Java properties as one text, by resource type. */
const PROPERTIES_TEXTS: Readonly<Record<string, Readonly<Record<string, 'plain' | 'base64'>>>> = {
  'AWS::KafkaConnect::WorkerConfiguration': { PropertiesFileContent: 'base64' },
  'AWS::MSK::Configuration': { ServerProperties: 'plain' },
  'AWS::MSK::Topic': { Configs: 'base64' },
};

/**
 * Where two values of a property differ, as {@link differingPaths}, also within a text that is a file of properties. A text
 * that differs in what no property shows, such as a comment, differs as a whole.
 */
export function readablePaths(type: string, property: string, before: unknown, after: unknown): string[] {
  const paths = differingPaths(before, after, property);
  if (paths.length === 0 || PROPERTIES_TEXTS[type]?.[property] === undefined) return paths;
  const inner = differingPaths(readableValue(type, property, before), readableValue(type, property, after), property);
  return inner.length > 0 ? inner : paths;
}

/** The value in which {@link readablePaths} finds its paths: the properties that a text holds, or the value as it is. */
export function readableValue(type: string, property: string, value: unknown): unknown {
  const encoding = PROPERTIES_TEXTS[type]?.[property];
  return encoding === undefined ? value : decoded(value, encoding);
}

function decoded(value: unknown, encoding: 'plain' | 'base64'): unknown {
  if (typeof value !== 'string') return value;
  try {
    return parseProperties(encoding === 'plain' ? value : Buffer.from(value, 'base64').toString('utf8'));
  } catch {
    return value;
  }
}
