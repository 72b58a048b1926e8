/**
 * Addresses that each subnet must have free for a workgroup with enhanced VPC routing, by the largest capacity that they are enough
 * for. https://docs.aws.amazon.com/redshift/latest/mgmt/serverless-usage-considerations.html
 */
const NEEDED: readonly (readonly [capacity: number, addresses: number])[] = [
  [8, 9],
  [32, 13],
  [64, 21],
  [128, 37],
  [256, 69],
  [512, 133],
];
/** Of each subnet AWS keeps the first four addresses and the last one. */
const RESERVED = 5;

/** @param capacity RPUs, up to 512 */
export function neededAddresses(capacity: number): number {
  return NEEDED.find(([upTo]) => capacity <= upTo)?.[1] ?? Number.POSITIVE_INFINITY;
}

/** @param cidr IPv4 range of a subnet, such as `10.0.0.0/22` */
export function usableAddresses(cidr: string): number {
  return 2 ** (32 - Number(cidr.split('/')[1])) - RESERVED;
}
