package io.tributary.msk.iam;

import java.time.Clock;
import java.util.Map;
import javax.security.auth.callback.CallbackHandler;
import javax.security.sasl.SaslException;
import javax.security.sasl.SaslServer;
import javax.security.sasl.SaslServerFactory;

/** Makes the SASL server of each connection; Java finds it by {@link MskIamProvider}. */
public final class MskIamSaslServerFactory implements SaslServerFactory {

  /** For the provider. */
  public MskIamSaslServerFactory() {}

  /**
   * @param mechanism {@code AWS_MSK_IAM}
   * @param protocol not used
   * @param serverName not used: the host of a request is the name that its client dialled, which
   *     the server can't know
   * @param props the broker's configuration
   * @param handler not used
   * @throws SaslException if the mechanism is another one
   * @throws org.apache.kafka.common.config.ConfigException naming the key that is missing or wrong
   */
  @Override
  public SaslServer createSaslServer(
      String mechanism,
      String protocol,
      String serverName,
      Map<String, ?> props,
      CallbackHandler handler)
      throws SaslException {
    if (!MskIamSaslServer.MECHANISM.equals(mechanism)) {
      throw new SaslException("The only mechanism is " + MskIamSaslServer.MECHANISM);
    }
    return new MskIamSaslServer(Settings.access(props), Clock.systemUTC());
  }

  @Override
  public String[] getMechanismNames(Map<String, ?> props) {
    return new String[] {MskIamSaslServer.MECHANISM};
  }
}
