package io.tributary.connect.dynamodb;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.errors.DataException;

/**
 * How one kind of source tells a change's place in its log. Texts are those of the change engine,
 * letter by letter: the byte order of such texts is the order of the log.
 */
enum SourceLog {
  /**
   * `epoch-file-pos-row-kind-offset`. `file` is the number behind the binlog's name, since its text
   * does not sort; `kind` is 0 for rows of a snapshot.
   */
  MYSQL_BINLOG(4 + 1 + 10 + 1 + 20 + 1 + 10) {
    @Override
    Optional<String> text(Row source, String op, int epoch, long offset) {
      String file = source.text("file");
      Matcher number = BINLOG_NUMBER.matcher(file == null ? "" : file);
      Long pos = source.whole("pos");
      Long row = source.get("row") == null ? Long.valueOf(0) : source.whole("row");
      if (!number.find() || pos == null || pos < 0 || row == null || row < 0 || row > MAX_ROW) {
        return Optional.empty();
      }
      return Optional.of(
          String.join(
              "-",
              padded(Long.toString(epoch), EPOCH_DIGITS),
              padded(number.group(1), 10),
              padded(pos.toString(), OFFSET_DIGITS),
              padded(row.toString(), 10),
              op.equals(SNAPSHOT) ? "0" : "1",
              padded(Long.toString(offset), OFFSET_DIGITS)));
    }

    @Override
    Optional<String> server(Row source, String op) {
      if (op.equals(SNAPSHOT)) {
        return Optional.empty();
      }
      String gtid = source.text("gtid");
      Matcher byGtid = GTID.matcher(gtid == null ? "" : gtid);
      if (byGtid.find()) {
        return Optional.of(byGtid.group(1));
      }
      Long id = source.whole("server_id");
      return id != null && id > 0 ? Optional.of("server_id " + id) : Optional.empty();
    }
  },

  /**
   * `epoch-commit-change-offset`, from `source.sequence`: the end of the commit before the change's
   * own transaction, and the change, which is 0 for rows of a snapshot.
   */
  POSTGRES_LSN(4 + 1 + 20) {
    @Override
    Optional<String> text(Row source, String op, int epoch, long offset) {
      String[] sequence = sequence(source.text("sequence"));
      String commit = sequence[0] == null ? "0" : sequence[0];
      String change = op.equals(SNAPSHOT) ? "0" : sequence[1];
      if (!isNumber(commit) || !isNumber(change)) {
        return Optional.empty();
      }
      return Optional.of(
          String.join(
              "-",
              padded(Long.toString(epoch), EPOCH_DIGITS),
              padded(commit, OFFSET_DIGITS),
              padded(change, OFFSET_DIGITS),
              padded(Long.toString(offset), OFFSET_DIGITS)));
    }

    @Override
    Optional<String> server(Row source, String op) {
      return Optional.empty();
    }
  };

  /** Op of a row that was read, not changed. */
  static final String SNAPSHOT = "r";

  private static final int EPOCH_DIGITS = 4;
  private static final int OFFSET_DIGITS = 20;
  private static final int PARTITION_DIGITS = 10;
  private static final long MAX_ROW = 9_999_999_999L;
  private static final Pattern BINLOG_NUMBER = Pattern.compile("\\.0*(\\d{1,10})$");
  private static final Pattern GTID = Pattern.compile("^(.+):\\d+$");

  private final int placeLength;

  SourceLog(int placeLength) {
    this.placeLength = placeLength;
  }

  /** The kind of the source that a change comes from. */
  static SourceLog of(Row source) {
    return "postgresql".equals(source.text("connector")) ? POSTGRES_LSN : MYSQL_BINLOG;
  }

  /**
   * Empty where the source does not tell the place.
   *
   * @param offset of the record, which comes last: of two events at one place the later is the
   *     newer
   */
  abstract Optional<String> text(Row source, String op, int epoch, long offset);

  /** Identity of the server that a change was made on; none for rows of a snapshot. */
  abstract Optional<String> server(Row source, String op);

  /**
   * Whether a row of a snapshot stands earlier in the log than a position that was written from an
   * earlier record: then the log is another one, for a snapshot is taken at the log's end.
   */
  boolean wentBack(String row, String written) {
    return written.length() == row.length()
        && epoch(written).equals(epoch(row))
        && written.substring(0, placeLength).compareTo(row.substring(0, placeLength)) > 0
        && offset(written).compareTo(offset(row)) < 0;
  }

  /** Whether two positions tell which is the newer; those of two kinds do not within an epoch. */
  static boolean comparable(String one, String other) {
    return one.length() == other.length() || !one.startsWith(epoch(other));
  }

  /** `epoch-partition-offset`: of a record that tells no place in a log. */
  static String ofRecord(int epoch, int partition, long offset) {
    return String.join(
        "-",
        padded(Integer.toString(epoch), EPOCH_DIGITS),
        padded(Integer.toString(partition), PARTITION_DIGITS),
        padded(Long.toString(offset), OFFSET_DIGITS));
  }

  static String epoch(String position) {
    return position.substring(0, EPOCH_DIGITS);
  }

  private static String offset(String position) {
    return position.substring(position.length() - OFFSET_DIGITS);
  }

  private static String[] sequence(String json) {
    String[] both = new String[2];
    try {
      if (json != null && Epochs.parsed(json) instanceof List<?> list) {
        for (int i = 0; i < Math.min(2, list.size()); i++) {
          both[i] = list.get(i) == null ? null : list.get(i).toString();
        }
      }
    } catch (DataException e) {
      return new String[2];
    }
    return both;
  }

  private static boolean isNumber(String text) {
    return text != null && text.matches("[0-9]{1," + OFFSET_DIGITS + "}");
  }

  private static String padded(String number, int digits) {
    return "0".repeat(digits - number.length()) + number;
  }
}
