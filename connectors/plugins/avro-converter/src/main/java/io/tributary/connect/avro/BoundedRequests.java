package io.tributary.connect.avro;

import io.apicurio.rest.client.JdkHttpClientProvider;
import io.apicurio.rest.client.request.Request;
import io.apicurio.rest.client.spi.ApicurioHttpClient;
import io.apicurio.rest.client.spi.ApicurioHttpClientProvider;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Requests that end. Apicurio's client waits for an answer for ever, so that a server that takes a
 * connection and says nothing, or is gone without a word, would hold a task up without one, too.
 */
final class BoundedRequests implements ApicurioHttpClient {

  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final ExecutorService SENDERS =
      Executors.newCachedThreadPool(
          work -> {
            Thread thread = new Thread(work, "schema-registry-request");
            thread.setDaemon(true);
            return thread;
          });

  private final ApicurioHttpClient client;
  private final Duration limit;

  BoundedRequests(ApicurioHttpClient client, Duration limit) {
    this.client = client;
    this.limit = limit;
  }

  static ApicurioHttpClientProvider provider() {
    JdkHttpClientProvider clients = new JdkHttpClientProvider();
    return (url, configs, auth, errors) ->
        new BoundedRequests(clients.create(url, configs, auth, errors), LIMIT);
  }

  @Override
  public <T> T sendRequest(Request<T> request) {
    Future<T> answer = SENDERS.submit(() -> client.sendRequest(request));
    try {
      return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw new UncheckedIOException(
          new HttpTimeoutException("no answer within " + limit.toSeconds() + " s"));
    } catch (InterruptedException e) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new InterruptedIOException("stopped while it was asked"));
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** Converters have none, and the client would keep them by thread. */
  @Override
  public void setNextRequestHeaders(Map<String, String> headers) {
    throw new UnsupportedOperationException("headers of one request");
  }

  @Override
  public Map<String, String> getHeaders() {
    return client.getHeaders();
  }

  @Override
  public void close() {
    client.close();
  }
}
