package io.tributary.connect.s3.format;

/** A file format of archive objects, for one task. */
public interface RecordFormat extends AutoCloseable {
  /** End of the object's name, without a leading dot: `jsonl.gz`. */
  String extension();

  /** Media type of the object. */
  String contentType();

  /** A writer for one object; it takes memory until it is closed. */
  RecordWriter newWriter();

  /** Gives back what its writers shared; none of them is used afterwards. */
  @Override
  void close();
}
