package io.tributary.connect.s3.format;

/** A file format of archive objects. */
public interface RecordFormat {
  /** End of the object's name, without a leading dot: `jsonl.gz`. */
  String extension();

  /** Media type of the object. */
  String contentType();

  /** A writer for one object; it takes memory until it is dropped. */
  RecordWriter newWriter();
}
