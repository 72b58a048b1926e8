package io.tributary.connect.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;

final class AwsErrorsTest {
  private final AwsErrors errors = new AwsErrors("BadDigest");

  @ParameterizedTest
  @CsvSource({
    "500, InternalError",
    "503, SlowDown",
    "408, RequestTimeout",
    "409, ConditionalRequestConflict",
    "429, TooManyRequests",
    "400, RequestTimeout",
    "400, ExpiredToken",
    "400, ThrottlingException",
    "400, ProvisionedThroughputExceededException",
    "403, RequestTimeTooSkewed",
    "400, BadDigest"
  })
  void mayPass(int status, String code) {
    assertThat(errors.of("PUT x", answer(status, code)))
        .isInstanceOf(TransientException.class)
        .hasMessage("PUT x was answered " + status + " " + code + " (request 7)");
  }

  @ParameterizedTest
  @CsvSource({
    "400, InvalidRequest",
    "400, IncompleteBody",
    "403, AccessDenied",
    "404, NoSuchBucket",
    "412, PreconditionFailed"
  })
  void doesNotPass(int status, String code) {
    assertThat(errors.of("PUT x", answer(status, code)))
        .isExactlyInstanceOf(ConnectException.class);
  }

  @Test
  void noAnswerMayPassUnlessTheThreadIsWantedBack() {
    assertThat(errors.of("PUT x", SdkClientException.create("connection reset")))
        .isInstanceOf(TransientException.class)
        .hasMessage("PUT x failed: connection reset");
    assertThat(errors.of("PUT x", AbortedException.create("interrupted")))
        .isExactlyInstanceOf(ConnectException.class);
  }

  @Test
  void anAnswerWithoutACodeIsJudgedByItsStatus() {
    AwsServiceException bare = AwsServiceException.builder().statusCode(502).build();
    assertThat(errors.of("PUT x", bare)).isInstanceOf(TransientException.class);
  }

  private static AwsServiceException answer(int status, String code) {
    return AwsServiceException.builder()
        .statusCode(status)
        .requestId("7")
        .awsErrorDetails(AwsErrorDetails.builder().errorCode(code).build())
        .build();
  }
}
