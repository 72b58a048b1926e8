package io.tributary.connect.dynamodb;

import io.tributary.connect.sink.AwsErrors;
import io.tributary.connect.sink.Records;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.DataException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Tells what an answer to a write means. */
final class WriteAnswers {
  /** What became of a write. */
  enum Outcome {
    /** The item is as the record says. */
    WRITTEN,
    /** It was before: the same record came again, or its first answer was lost. */
    REPEATED,
    /** The item is newer. */
    STALE
  }

  static final AwsErrors ERRORS =
      new AwsErrors("TransactionConflictException", "ReplicatedWriteConflictException");

  /** What is wrong with one item alone, and never passes. */
  private static final Set<String> OF_THE_ITEM =
      Set.of(
          "ValidationException",
          "ItemCollectionSizeLimitExceededException",
          "SerializationException");

  private final boolean failsOnStaleSnapshots;

  WriteAnswers(boolean failsOnStaleSnapshots) {
    this.failsOnStaleSnapshots = failsOnStaleSnapshots;
  }

  /**
   * @param failure null where there is none
   * @throws DataException where the item can never be written
   * @throws io.tributary.connect.sink.TransientException where another attempt may succeed
   * @throws ConnectException where none will, of this or any other item
   */
  Outcome of(ItemWrite write, Throwable failure) {
    if (failure == null) {
      return Outcome.WRITTEN;
    }
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof ConditionalCheckFailedException refused) {
      return refused(write, refused);
    }
    if (cause instanceof DynamoDbException answer
        && answer.awsErrorDetails() != null
        && OF_THE_ITEM.contains(answer.awsErrorDetails().errorCode())) {
      throw new DataException(
          write.key().table() + " refused the item: " + answer.awsErrorDetails().errorMessage(),
          answer);
    }
    if (cause instanceof SdkException known) {
      throw ERRORS.of("A write to " + write.key().table(), known);
    }
    throw new ConnectException("A write to " + write.key().table() + " failed: " + cause, cause);
  }

  private Outcome refused(ItemWrite write, ConditionalCheckFailedException refused) {
    String found = Optional.ofNullable(refused.item()).map(WriteAnswers::position).orElse("");
    if (found.equals(write.position())) {
      return Outcome.REPEATED;
    }
    if (!SourceLog.comparable(found, write.position())) {
      throw new ConnectException(
          Records.place(write.record())
              + " is at "
              + write.position()
              + ", and "
              + write.key().table()
              + " has it at "
              + found
              + ", a position of another kind, which tells nothing beside it: `envelope` or the source was"
              + " changed. Name another table for the topic and reset its offsets");
    }
    if (failsOnStaleSnapshots
        && write.snapshotOf().filter(log -> log.wentBack(write.position(), found)).isPresent()) {
      throw new ConnectException(
          Records.place(write.record())
              + " is a row of a snapshot at "
              + write.position()
              + ", and "
              + write.key().table()
              + " has it from an earlier record at "
              + found
              + ": it is another log. If the source was exchanged or restored, declare in `epochs`"
              + " that another one begins where the snapshot does; choose `stale.snapshots` ignore"
              + " to keep what is there");
    }
    return Outcome.STALE;
  }

  private static String position(Map<String, AttributeValue> item) {
    AttributeValue position = item.get(RecordReader.POSITION);
    return position == null ? null : position.s();
  }
}
