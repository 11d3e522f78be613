// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.lyceum.tensor.DataException;

/** Comma-separated values as in RFC 4180, whose first line names the fields. */
record CsvFile(Path file, String field) implements TextSource {
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreEmptyLines(true)
          .setAllowMissingColumnNames(true) // such as that of a data frame's index
          .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
          .get();

  @Override
  public void read(Consumer<String> reader) {
    try (var lines = Lines.open(file);
        var parser = parser(lines)) {
      read(parser, column(parser), reader);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  private void read(CSVParser parser, int column, Consumer<String> reader) {
    var rows = parser.iterator();
    while (hasNext(rows, parser)) {
      reader.accept(value(rows.next(), column, parser.getCurrentLineNumber()));
    }
  }

  private boolean hasNext(Iterator<CSVRecord> rows, CSVParser parser) {
    try {
      return rows.hasNext();
    } catch (UncheckedIOException e) {
      throw new DataException(
          file,
          parser.getCurrentLineNumber(),
          "a row must be comma-separated, with quotes in pairs, but: " + e.getMessage());
    }
  }

  private CSVParser parser(Lines lines) throws IOException {
    try {
      return CSVParser.builder().setReader(lines.asReader()).setFormat(FORMAT).get();
    } catch (IllegalArgumentException e) { // a name of a field that is missing or there twice
      throw new DataException(file, 1, "the first line must name the fields: " + e.getMessage());
    }
  }

  private int column(CSVParser parser) {
    int column = parser.getHeaderNames().indexOf(field);
    if (column < 0 && !parser.getHeaderNames().isEmpty()) {
      throw new DataException(
          file,
          1,
          "the first line must name a field '%s', got %s; name the field"
              .formatted(field, parser.getHeaderNames()));
    }
    return column;
  }

  private String value(CSVRecord row, int column, long line) {
    if (column >= row.size()) {
      throw new DataException(
          file,
          line,
          "a row must reach field '%s', number %d, got %d fields"
              .formatted(field, column + 1, row.size()));
    }
    return row.get(column);
  }
}
