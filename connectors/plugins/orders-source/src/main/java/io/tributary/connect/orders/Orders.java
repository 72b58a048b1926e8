package io.tributary.connect.orders;

/**
 * Every order of a seed. All of an order follows from the seed, its id and the time of order 0; the
 * README tells how, so that others can compute what must have arrived.
 *
 * @param startMillis time of order 0, in milliseconds since 1970
 */
record Orders(long seed, long startMillis) {
  private static final long GAMMA = 0x9E3779B97F4A7C15L;
  private static final long MILLIS_BETWEEN_ORDERS = 1_000;

  Order order(long id) {
    long state = mixed(seed) + id;
    return new Order(
        startMillis + id * MILLIS_BETWEEN_ORDERS,
        id,
        "Item_" + (1 + draw(state, 1, 999)),
        (10 + draw(state, 2, 991)) / 100.0,
        new Order.Address(
            "City_" + (1 + draw(state, 3, 99)),
            "State_" + (1 + draw(state, 4, 99)),
            10_000 + draw(state, 5, 90_000)));
  }

  /** The `number`th draw of a SplitMix64 generator, from 0 up to but without `bound`. */
  private static long draw(long state, int number, long bound) {
    return Long.remainderUnsigned(mixed(state + number * GAMMA), bound);
  }

  private static long mixed(long bits) {
    long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
