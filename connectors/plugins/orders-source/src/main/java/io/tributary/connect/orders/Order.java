package io.tributary.connect.orders;

/**
 * An order as it is generated.
 *
 * @param ordertime milliseconds since 1970
 * @param orderunits 0.1 to 10, in hundredths
 */
record Order(long ordertime, long orderid, String itemid, double orderunits, Address address) {

  /**
   * @param zipcode 10000 to 99999
   */
  record Address(String city, String state, long zipcode) {}
}
