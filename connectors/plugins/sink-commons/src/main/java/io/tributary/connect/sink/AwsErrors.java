package io.tributary.connect.sink;

import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** Tells failures that may pass from those that will not, by one rule for all services. */
public final class AwsErrors {
  private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 429);

  /** Answers with a 4xx status that pass when credentials are fetched anew, or at once. */
  private static final Set<String> PASSING_CODES =
      Set.of("RequestTimeout", "ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");

  private final Set<String> furtherCodes;

  /**
   * @param furtherCodes error codes that the service itself calls temporary, or that say that a
   *     request was damaged on its way
   */
  public AwsErrors(String... furtherCodes) {
    this.furtherCodes = Set.of(furtherCodes);
  }

  /**
   * @param request what was asked, for the message: `PUT s3://bucket/key`
   * @return a {@link TransientException} where another attempt may succeed, otherwise a {@link
   *     ConnectException}
   */
  public RuntimeException of(String request, SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      String message = request + " was answered " + describe(answer);
      return passes(answer)
          ? new TransientException(message, answer)
          : new ConnectException(message, answer);
    }
    String message = request + " failed: " + failure.getMessage();
    // The framework wants the thread back. Otherwise there was no answer at all: connection,
    // timeout, or credentials that could not be fetched.
    return failure instanceof AbortedException
        ? new ConnectException(message, failure)
        : new TransientException(message, failure);
  }

  private boolean passes(AwsServiceException answer) {
    String code = code(answer);
    return answer.statusCode() >= 500
        || PASSING_STATUS.contains(answer.statusCode())
        || answer.isThrottlingException()
        || answer.isClockSkewException()
        || PASSING_CODES.contains(code)
        || furtherCodes.contains(code);
  }

  private static String describe(AwsServiceException answer) {
    return answer.statusCode() + " " + code(answer) + " (request " + answer.requestId() + ")";
  }

  private static String code(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? null : answer.awsErrorDetails().errorCode();
    return code == null ? "" : code;
  }
}
