package io.tributary.connect.s3.store;

import java.util.List;

/**
 * Part of a listing.
 *
 * @param keys in key order
 * @param truncated whether keys follow after the last one
 */
record KeyPage(List<String> keys, boolean truncated) {}
