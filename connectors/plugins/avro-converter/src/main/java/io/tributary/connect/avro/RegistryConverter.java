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

/**
 * Apicurio's converter of Avro, for which a registry that does not answer is no reason to give a
 * record up: it says so to Connect, which tries again for {@code errors.retry.timeout}. What the
 * registry refuses stays an error of the record.
 */
public final class RegistryConverter extends AvroConverter<Object> {

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
    return retriable(() -> super.toConnectData(topic, value));
  }

  @Override
  public SchemaAndValue toConnectData(String topic, Headers headers, byte[] value) {
    return retriable(() -> super.toConnectData(topic, headers, value));
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
}
