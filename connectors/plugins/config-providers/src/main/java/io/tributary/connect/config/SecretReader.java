package io.tributary.connect.config;

import java.time.Duration;
import org.apache.kafka.common.config.ConfigException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;

/**
 * Reads the text of a secret's current version and says in a connector owner's terms why it can't.
 */
final class SecretReader implements AutoCloseable {

  private final SecretsManagerClient client;
  private final Duration timeout;

  SecretReader(SecretsManagerClient client, Duration timeout) {
    this.client = client;
    this.timeout = timeout;
  }

  /**
   * @return the secret's text, whole
   * @throws ConfigException if it is missing, denied, binary, being deleted or out of reach
   */
  String read(String name) {
    String text;
    try {
      text = client.getSecretValue(request -> request.secretId(name)).secretString();
    } catch (ResourceNotFoundException e) {
      throw Failure.because(
          e, "Secret `%s` does not exist in %s or has no current version", name, region());
    } catch (InvalidRequestException e) {
      throw Failure.because(e, "Secret `%s` can't be read, it is probably being deleted", name);
    } catch (SecretsManagerException e) {
      throw refused(name, e);
    } catch (ApiCallTimeoutException e) {
      throw Failure.because(
          e,
          "Secret `%s` could not be read within %d ms: check the worker's route to Secrets Manager"
              + " (endpoint or NAT, security group)",
          name,
          timeout.toMillis());
    } catch (SdkClientException e) {
      throw Failure.because(
          e,
          "Secret `%s` could not be read: no answer from Secrets Manager, or no credentials",
          name);
    }
    if (text == null) {
      throw new ConfigException(
          String.format("Secret `%s` must be a flat JSON object, but it is binary", name));
    }
    return text;
  }

  @Override
  public void close() {
    client.close();
  }

  private static ConfigException refused(String name, SecretsManagerException e) {
    var details = e.awsErrorDetails();
    var code = details == null || details.errorCode() == null ? "" : details.errorCode();
    return switch (code) {
      case "AccessDeniedException" ->
          Failure.because(
              e,
              "Access to secret `%s` is denied: the connector's role needs"
                  + " secretsmanager:GetSecretValue on it",
              name);
      case "DecryptionFailure" ->
          Failure.because(
              e,
              "Secret `%s` can't be decrypted: the connector's role needs kms:Decrypt on its key",
              name);
      default ->
          Failure.because(
              e,
              "Secret `%s` could not be read: Secrets Manager answered %d %s",
              name,
              e.statusCode(),
              code);
    };
  }

  private String region() {
    return client.serviceClientConfiguration().region().id();
  }
}
