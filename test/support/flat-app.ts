import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { avroEvents } from '../../connectors/sources/avro-events';

type Properties = Record<string, unknown>;

interface Template {
  readonly Resources: Record<string, { readonly Type: string; readonly Properties: Properties }>;
}

/**
 * Copies a synthesized app, and has a capture say `avro: { shape: 'flat', compatibility: 'NONE' }`.
 *
 * @param stack how the name of the file with the capture's template begins
 */
export function flatApp(app: string, copy: string, stack: string): void {
  cpSync(app, copy, { recursive: true, force: true });
  const folder = join(copy, 'assembly-dev');
  const file = readdirSync(folder).find((name) => name.startsWith(stack) && name.endsWith('.template.json'));
  if (file === undefined) throw new Error(`the app must have a template ${stack}…, got: none`);
  const template = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Template;
  const flat = avroEvents({ registryUrl: '', group: '', shape: 'flat' });
  const transforms = Object.entries(flat).filter(([key]) => key.startsWith('transforms'));
  for (const { Type, Properties } of Object.values(template.Resources)) {
    if (Type === 'AWS::KafkaConnect::Connector') {
      Object.assign(Properties['ConnectorConfiguration'] as Properties, Object.fromEntries(transforms));
    }
    if (Type === 'Custom::SchemaRules') Properties['Compatibility'] = 'NONE';
  }
  writeFileSync(join(folder, file), JSON.stringify(template));
}
