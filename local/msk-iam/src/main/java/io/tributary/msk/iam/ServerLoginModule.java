package io.tributary.msk.iam;

import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.spi.LoginModule;

/**
 * For {@code listener.name.<listener>.aws_msk_iam.sasl.jaas.config} of a broker. The broker itself
 * logs in to nothing; that Kafka loads this class makes the SASL server known.
 */
public final class ServerLoginModule implements LoginModule {

  static {
    MskIamProvider.register();
  }

  /** For JAAS. */
  public ServerLoginModule() {}

  @Override
  public void initialize(
      Subject subject,
      CallbackHandler handler,
      Map<String, ?> sharedState,
      Map<String, ?> options) {
    // Takes no options.
  }

  @Override
  public boolean login() {
    return true;
  }

  @Override
  public boolean commit() {
    return true;
  }

  @Override
  public boolean abort() {
    return false;
  }

  @Override
  public boolean logout() {
    return true;
  }
}
