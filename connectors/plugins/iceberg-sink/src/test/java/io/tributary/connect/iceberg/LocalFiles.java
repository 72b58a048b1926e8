package io.tributary.connect.iceberg;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.apache.iceberg.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/**
 * Files of this machine, which all of its processes see. A process may be told a file at which it
 * dies, or one that it cannot write.
 */
public final class LocalFiles implements FileIO {
  /** Pattern of a path. */
  static final String PATTERN = "fault.pattern";

  /** How many such files are written before. */
  static final String SPARED = "fault.spared";

  /** `die` once such a file is written, or `fail` to write it, so many times. */
  static final String TIMES = "fault.times";

  static final String DIE = "die";

  private Pattern pattern = Pattern.compile("(?!)");
  private int spared;
  private String times = DIE;
  private final AtomicInteger seen = new AtomicInteger();

  @Override
  public void initialize(Map<String, String> properties) {
    pattern = Pattern.compile(properties.getOrDefault(PATTERN, pattern.pattern()));
    spared = Integer.parseInt(properties.getOrDefault(SPARED, "0"));
    times = properties.getOrDefault(TIMES, DIE);
  }

  @Override
  public InputFile newInputFile(String path) {
    return Files.localInput(path);
  }

  @Override
  public OutputFile newOutputFile(String path) {
    OutputFile file = Files.localOutput(path);
    if (!pattern.matcher(path).find()) {
      return file;
    }
    int number = seen.getAndIncrement() - spared;
    if (times.equals(DIE)) {
      return number < 0 ? file : new LastFile(file);
    }
    if (number >= 0 && number < Integer.parseInt(times)) {
      String refusal = "503 Slow Down: " + path;
      System.err.println(refusal);
      throw new UncheckedIOException(new IOException(refusal));
    }
    return file;
  }

  @Override
  public void deleteFile(String path) {
    if (!new File(path).delete()) {
      throw new UncheckedIOException(new IOException("not deleted: " + path));
    }
  }

  /** Once it is written the process is gone, and nobody in it learns of that. */
  private record LastFile(OutputFile file) implements OutputFile {
    @Override
    public PositionOutputStream create() {
      return lastOf(file.create());
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
      return lastOf(file.createOrOverwrite());
    }

    @Override
    public String location() {
      return file.location();
    }

    @Override
    public InputFile toInputFile() {
      return file.toInputFile();
    }
  }

  private static PositionOutputStream lastOf(PositionOutputStream stream) {
    return new PositionOutputStream() {
      @Override
      public long getPos() throws IOException {
        return stream.getPos();
      }

      @Override
      public void write(int value) throws IOException {
        stream.write(value);
      }

      @Override
      public void write(byte[] bytes, int start, int length) throws IOException {
        stream.write(bytes, start, length);
      }

      @Override
      public void close() throws IOException {
        stream.close();
        Runtime.getRuntime().halt(137);
      }
    };
  }
}
