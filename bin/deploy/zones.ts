import type { CloudFormationStackArtifact } from 'aws-cdk-lib/cx-api';

/** Zones in which MSK takes no subnet, by their ids: names are dealt out anew for every account. */
const REFUSED_ZONES: readonly string[] = ['use1-az3'];

/** What of a region a deployment is placed in. */
export interface Placement {
  readonly zoneNames: readonly string[];
  /** Subnets that are there already. */
  readonly subnetIds: readonly string[];
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

/** Zones and subnets of the brokers, by region, as the templates name them. */
export function placements(stacks: readonly CloudFormationStackArtifact[]): ReadonlyMap<string, Placement> {
  const regions = new Map<string, { zoneNames: Set<string>; subnetIds: Set<string> }>();
  for (const { template, environment } of stacks) {
    const found = regions.get(environment.region) ?? { zoneNames: new Set(), subnetIds: new Set() };
    regions.set(environment.region, found);
    for (const { Type, Properties } of Object.values<Resource>(template.Resources ?? {})) {
      if (Type === 'AWS::EC2::Subnet' && typeof Properties?.['AvailabilityZone'] === 'string') {
        found.zoneNames.add(Properties['AvailabilityZone']);
      }
      if (Type === 'AWS::MSK::Cluster') {
        const { ClientSubnets } = (Properties?.['BrokerNodeGroupInfo'] ?? {}) as { readonly ClientSubnets?: unknown[] };
        for (const subnet of ClientSubnets ?? []) {
          if (typeof subnet === 'string') found.subnetIds.add(subnet);
        }
      }
    }
  }
  return new Map(
    [...regions].map(([region, { zoneNames, subnetIds }]) => [
      region,
      { zoneNames: [...zoneNames], subnetIds: [...subnetIds] },
    ]),
  );
}

/**
 * What is wrong with zones, as `property rule, got: value` sentences.
 *
 * @param zoneIds by the name of the zone, or by the subnet in it, as this account has them
 */
export function zoneProblems(placement: Placement, zoneIds: ReadonlyMap<string, string>): string[] {
  return [...placement.zoneNames, ...placement.subnetIds].flatMap((name) => {
    const id = zoneIds.get(name);
    const property = name.startsWith('subnet-') ? 'network.privateSubnetIds' : 'availabilityZones';
    if (id === undefined) return [`\`${property}\` must be there in this account, got: ${name}`];
    return REFUSED_ZONES.includes(id)
      ? [
          `\`${property}\` must be none in ${REFUSED_ZONES.join(', ')}, where MSK takes no broker, got: ${name}, which is ${id} in this account`,
        ]
      : [];
  });
}
