package io.tributary.msk.iam;

import java.util.regex.Pattern;

/**
 * ARN of an MSK cluster, from which follow the ARNs of what is in it.
 *
 * @param text for example {@code arn:aws:kafka:us-east-1:000000000000:cluster/orders/<uuid>}
 * @param prefix all before the resource type, with its colon
 * @param region region of the cluster
 * @param path {@code <cluster name>/<uuid>}
 */
record ClusterArn(String text, String prefix, String region, String path) {

  private static final Pattern SHAPE =
      Pattern.compile(
          "(arn:aws[a-z-]*:kafka:([a-z]+(?:-[a-z0-9]+)+):\\d{12}:)"
              + "cluster/([A-Za-z0-9-]{1,64}/[A-Za-z0-9-]{1,64})");

  /**
   * @throws IllegalArgumentException if the text is not the ARN of an MSK cluster
   */
  static ClusterArn parse(String text) {
    var parts = SHAPE.matcher(text);
    if (!parts.matches()) {
      throw new IllegalArgumentException(
          "clusterArn must be arn:<partition>:kafka:<region>:<account>:cluster/<name>/<uuid>");
    }
    return new ClusterArn(text, parts.group(1), parts.group(2), parts.group(3));
  }

  /**
   * @param kind {@code topic}, {@code group} or {@code transactional-id}
   * @param name its name in Kafka
   * @return the ARN by which IAM statements name it
   */
  String resource(String kind, String name) {
    return prefix + kind + "/" + path + "/" + name;
  }
}
