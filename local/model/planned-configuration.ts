import type { ConnectorModel } from './platform';

/** A connector's configuration as its template has it: names of tables and topics hang on nothing that only a deployment knows. */
export function plannedConfiguration({
  resource,
}: Pick<ConnectorModel, 'resource'>): Readonly<Record<string, unknown>> {
  return (resource.properties.ConnectorConfiguration as Readonly<Record<string, unknown>> | undefined) ?? {};
}
