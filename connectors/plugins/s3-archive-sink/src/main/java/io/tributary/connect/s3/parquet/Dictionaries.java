package io.tributary.connect.s3.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.values.ValuesWriter;
import org.apache.parquet.column.values.factory.DefaultValuesWriterFactory;
import org.apache.parquet.column.values.factory.ValuesWriterFactory;
import org.apache.parquet.column.values.fallback.FallbackValuesWriter;

/** Parquet's own writers of values, and the memory of those that keep a dictionary. */
final class Dictionaries implements ValuesWriterFactory {
  /** As many bytes a dictionary takes for each byte of its values; measured. */
  private static final int BYTES_PER_BYTE = 8;

  private final ValuesWriterFactory writers = new DefaultValuesWriterFactory();
  private final List<ValuesWriter> dictionaries = new ArrayList<>();

  @Override
  public void initialize(ParquetProperties properties) {
    writers.initialize(properties);
  }

  @Override
  public ValuesWriter newValuesWriter(ColumnDescriptor column) {
    ValuesWriter writer = writers.newValuesWriter(column);
    if (writer instanceof FallbackValuesWriter<?, ?> either) {
      dictionaries.add(either.initialWriter);
    }
    return writer;
  }

  /**
   * What they take beside what they tell: tables around values, and room for more places in them.
   */
  long untoldBytes() {
    long bytes = 0;
    for (ValuesWriter dictionary : dictionaries) {
      long places = dictionary.getBufferedSize();
      long values = dictionary.getAllocatedSize() - places;
      bytes += places + (BYTES_PER_BYTE - 1) * values;
    }
    return bytes;
  }
}
