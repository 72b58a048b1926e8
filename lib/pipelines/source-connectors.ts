import type { ConnectorSpec } from '../../connectors/connector-spec';
import { captureKind } from '../captures/kinds';
import type { EnvironmentConfig } from '../config/environment';
import type { DatabaseStack } from '../stacks/database-stack';
import type { Places } from './destination-kind';
import type { PlatformPlan } from './platform-plan';

/** The connector of each capture. */
export function sourceConnectors(
  config: EnvironmentConfig,
  plan: PlatformPlan,
  databases: Readonly<Record<string, DatabaseStack>>,
  places: Places,
): Map<string, ConnectorSpec> {
  return new Map(
    Object.entries(config.captures).map(([key, capture]) => {
      const kind = captureKind(capture);
      const connector = kind.connector(capture, {
        ...places,
        name: `${plan.namePrefix}-${key}-${kind.connectorSuffix}`,
        key,
        retentionMs: config.streaming.retention.toMilliseconds(),
        datasets: plan.captured[key] ?? [],
        databases,
      });
      return [key, connector];
    }),
  );
}
