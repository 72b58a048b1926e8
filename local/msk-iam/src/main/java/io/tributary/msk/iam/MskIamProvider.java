package io.tributary.msk.iam;

import java.security.Provider;
import java.security.Security;

/** Tells Java's security framework of the SASL server. */
public final class MskIamProvider extends Provider {

  private static final long serialVersionUID = 1L;

  MskIamProvider() {
    super("TributaryMskIam", "1", "SASL server for AWS_MSK_IAM");
    putService(
        new Service(
            this,
            "SaslServerFactory",
            MskIamSaslServer.MECHANISM,
            MskIamSaslServerFactory.class.getName(),
            null,
            null));
  }

  /** May be called more than once: a provider of the same name is added once only. */
  static void register() {
    Security.addProvider(new MskIamProvider());
  }
}
