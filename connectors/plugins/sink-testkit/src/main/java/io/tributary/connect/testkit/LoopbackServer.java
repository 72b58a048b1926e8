package io.tributary.connect.testkit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Base of stand-ins for AWS services: HTTP on an ephemeral port of 127.0.0.1, a thread for each
 * request. A handler that returns without an answer closes the connection.
 */
public abstract class LoopbackServer implements AutoCloseable {
  static {
    // Otherwise each answer with a body waits 40 ms for the client's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  protected LoopbackServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  public final URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Points clients that have nothing but the SDK's settings here, in this process. */
  public final void servesDefaultClients() {
    System.setProperty("aws.endpointUrl", endpoint().toString());
    System.setProperty("aws.accessKeyId", "test");
    System.setProperty("aws.secretAccessKey", "test");
  }

  /**
   * Answers one request, or drops it.
   *
   * @param body the whole of it
   */
  protected abstract void handle(HttpExchange exchange, byte[] body)
      throws IOException, InterruptedException;

  @Override
  public final void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      handle(exchange, exchange.getRequestBody().readAllBytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
