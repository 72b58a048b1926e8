package io.tributary.connect.sink;

/** A call of the framework took as long as it may: the rest is for the next call. */
public final class BudgetSpentException extends RuntimeException {
  BudgetSpentException(String message) {
    super(message, null, false, false);
  }
}
