package io.tributary.connect.s3.store;

import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** The one place that tells failures that may pass from those that will not. */
final class StoreErrors {
  private static final Set<Integer> PASSING_STATUS = Set.of(408, 409, 429);

  /** Answers with a 4xx status that S3 itself calls temporary. */
  private static final Set<String> PASSING_CODES =
      Set.of("RequestTimeout", "ExpiredToken", "TokenRefreshRequired");

  private StoreErrors() {}

  /**
   * @param request what was asked, for the message: `PUT s3://bucket/key`
   */
  static RuntimeException of(String request, SdkException failure) {
    if (failure instanceof AwsServiceException answer) {
      String message = request + " was answered " + describe(answer);
      return passes(answer)
          ? new TransientStoreException(message, answer)
          : new ConnectException(message, answer);
    }
    // No answer at all: connection, timeout, or credentials that could not be fetched.
    return new TransientStoreException(request + " failed: " + failure.getMessage(), failure);
  }

  private static boolean passes(AwsServiceException answer) {
    return answer.statusCode() >= 500
        || PASSING_STATUS.contains(answer.statusCode())
        || answer.isThrottlingException()
        || answer.isClockSkewException()
        || (answer.awsErrorDetails() != null
            && PASSING_CODES.contains(answer.awsErrorDetails().errorCode()));
  }

  private static String describe(AwsServiceException answer) {
    String code = answer.awsErrorDetails() == null ? "" : answer.awsErrorDetails().errorCode();
    return answer.statusCode() + " " + code + " (request " + answer.requestId() + ")";
  }
}
