import { isIcebergSink } from './iceberg-sink';
import { ModelError } from './model-errors';
import { plannedConfiguration } from './planned-configuration';
import type { ConnectorModel } from './platform';

const GLUE = 'org.apache.iceberg.aws.glue.GlueCatalog';

/**
 * Refuses sinks whose tables are in a catalog that nothing stands for here: what they wrote would be proven by nobody.
 *
 * @throws ModelError naming connector, catalog, and what runs all the same
 */
export function refuseCatalogs(connectors: readonly ConnectorModel[]): void {
  for (const connector of connectors) {
    const config = plannedConfiguration(connector);
    const { 'iceberg.catalog.catalog-impl': catalog, 'iceberg.catalog.uri': uri } = config;
    if (isIcebergSink(config) && catalog !== GLUE) {
      throw new ModelError(
        connector.resource,
        `connector ${connector.name} has its tables in ${String(uri ?? catalog)}, for which nothing stands here: only the Data Catalog has a stand-in. Run other pipelines alone, with \`--pipeline NAME\`, or leave ${connector.pipeline ?? 'this one'} off`,
      );
    }
  }
}
