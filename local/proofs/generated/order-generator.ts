/** An order as `connectors/plugins/orders-source` makes it up. */
export interface GeneratedOrder {
  readonly ordertime: string;
  readonly orderid: string;
  readonly itemid: string;
  readonly orderunits: string;
  readonly address: { readonly city: string; readonly state: string; readonly zipcode: string };
}

/** What all of an order follows from, beside its id. */
export interface OrderSeed {
  readonly seed: bigint;
  /** Time of order 0, in milliseconds since 1970. */
  readonly startTime: bigint;
}

const MILLISECONDS_BETWEEN = 1000n;
const GOLDEN_GAMMA = 0x9e3779b97f4a7c15n;

/** The generator a second time, by what its README says: what it wrote is held against this. */
export function generatedOrder({ seed, startTime }: OrderSeed, orderid: bigint): GeneratedOrder {
  const state = mix(seed);
  const below = (limit: bigint, draw: bigint): bigint => mix(state + orderid + draw * GOLDEN_GAMMA) % limit;
  return {
    ordertime: String(startTime + MILLISECONDS_BETWEEN * orderid),
    orderid: String(orderid),
    itemid: `Item_${1n + below(999n, 1n)}`,
    orderunits: hundredths(10n + below(991n, 2n)),
    address: {
      city: `City_${1n + below(99n, 3n)}`,
      state: `State_${1n + below(99n, 4n)}`,
      zipcode: String(10_000n + below(90_000n, 5n)),
    },
  };
}

/** The finalizer of SplitMix64, on 64 bits without a sign. */
function mix(value: bigint): bigint {
  let z = BigInt.asUintN(64, value);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

function hundredths(value: bigint): string {
  return `${value / 100n}.${String(value % 100n).padStart(2, '0')}`;
}
