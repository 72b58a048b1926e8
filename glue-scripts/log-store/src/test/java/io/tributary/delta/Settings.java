package io.tributary.delta;

import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** S3 as a job sees it, at the place where the fake one is, and a table in it. */
final class Settings {
  private static final String LOG = "delta/salesdb_customer/_delta_log/";

  private Settings() {}

  static Configuration of(String endpoint) {
    Configuration conf = new Configuration();
    conf.set(S3Clients.ENDPOINT, endpoint);
    conf.set(S3Clients.REGION, "eu-central-1");
    conf.set("fs.s3.impl", "org.apache.hadoop.fs.s3a.S3AFileSystem");
    conf.set("fs.s3a.endpoint", endpoint);
    conf.set("fs.s3a.endpoint.region", "eu-central-1");
    conf.setBoolean("fs.s3a.path.style.access", true);
    conf.set("fs.s3a.directory.marker.retention", "keep");
    conf.set("fs.s3a.access.key", "local");
    conf.set("fs.s3a.secret.key", "local");
    return conf;
  }

  static Path path(String scheme, long version) {
    return new Path(scheme + "://" + FakeS3.BUCKET + "/" + key(version));
  }

  static String key(long version) {
    return LOG + "%020d.json".formatted(version);
  }
}
