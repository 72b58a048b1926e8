package io.tributary.connect.avro;

import io.apicurio.registry.rest.client.RegistryClientFactory;
import io.apicurio.registry.rest.client.exception.RestClientException;
import io.apicurio.registry.utils.converter.AvroConverter;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Apicurio's converter of Avro, for which a registry that does not answer is no reason to give a
 * record up. One that writes says so to Connect, which tries again for {@code
 * errors.retry.timeout}. One that reads waits by itself for as long as it takes: Connect would give
 * up what it has fetched, as bad records, once it is told to stop. What the registry refuses stays
 * an error of the record.
 */
public final class RegistryConverter extends AvroConverter<Object> {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryConverter.class);
  private static final long FIRST_PAUSE_MS = 500;
  private static final long LONGEST_PAUSE_MS = 10_000;

  static {
    RegistryClientFactory.setProvider(BoundedRequests.provider());
  }

  @Override
  public byte[] fromConnectData(String topic, Schema schema, Object value) {
    return retriable(() -> super.fromConnectData(topic, schema, value));
  }

  @Override
  public byte[] fromConnectData(String topic, Headers headers, Schema schema, Object value) {
    return retriable(() -> super.fromConnectData(topic, headers, schema, value));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, byte[] value) {
    return awaited(() -> super.toConnectData(topic, value));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    return awaited(() -> super.toConnectData(topic, headers, value));
  }

  private static <T> T awaited(Supplier<T> conversion) {
    for (long pause = FIRST_PAUSE_MS; ; pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
      try {
        return retriable(conversion);
      } catch (RetriableException e) {
        LOG.warn("{}; it is asked again in {} ms", e.getMessage(), pause);
        sleep(pause);
      }
    }
  }

  private static void sleep(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoppedError(e);
    }
  }

  static <T> T retriable(Supplier<T> conversion) {
    try {
      return conversion.get();
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (isOfRegistry(cause)) {
          throw new RetriableException("the schema registry must answer, got: " + cause, e);
        }
      }
      throw e;
    }
  }

  /**
   * What it refuses has a class of its own below that of all failures. Other failures of reading
   * are those of a record, whose bytes may end too soon.
   */
  private static boolean isOfRegistry(Throwable cause) {
    return cause instanceof HttpTimeoutException
        || cause instanceof InterruptedIOException
        || cause.getClass() == RestClientException.class;
  }

  /** No exception, which Connect would take for one of the record. */
  static final class StoppedError extends Error {
    private static final long serialVersionUID = 1;

    StoppedError(InterruptedException cause) {
      super("stopped while the schema registry did not answer", cause);
    }
  }
}
