package io.tributary.msk.iam.policy;

/**
 * Why a statement held.
 *
 * @param statement its index in the role's list, from 0
 * @param action the pattern of its {@code Action} as written, or {@code NotAction a, b}
 * @param resource the pattern of its {@code Resource} as written, or {@code NotResource a, b}
 */
public record Match(int statement, String action, String resource) {}
