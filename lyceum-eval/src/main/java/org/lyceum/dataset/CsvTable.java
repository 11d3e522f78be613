// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.lyceum.tensor.DataException;

/** Files of fields, a record a line or with quoted fields over several. */
final class CsvTable {
  /** Commas, and quotes as RFC 4180 has them. */
  static final CSVFormat CSV = CSVFormat.RFC4180;

  /** Tabs, and quotes are text. */
  static final CSVFormat TSV = CSVFormat.newFormat('\t').builder().setRecordSeparator('\n').get();

  private CsvTable() {}

  /** The same with a first record that names the fields, or some of them. */
  static CSVFormat headed(CSVFormat format) {
    return format
        .builder()
        .setHeader()
        .setSkipHeaderRecord(true)
        .setAllowMissingColumnNames(true)
        .setIgnoreEmptyLines(true)
        .get();
  }

  /** Makes something of a record. */
  @FunctionalInterface
  interface Row<T> {
    /** The value, from the fields of a record, or null to leave it out. */
    @org.jspecify.annotations.Nullable
    T of(Fields fields);
  }

  /** Reads all records. */
  static <T> List<T> read(Path file, CSVFormat format, Row<T> row) {
    try (var in = unmarked(new InputStreamReader(DataFiles.open(file), UTF_8.newDecoder()));
        var parser = format.parse(in)) {
      var values = new ArrayList<T>();
      for (var fields : parser) {
        var value = row.of(new Fields(file, fields));
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    } catch (UncheckedIOException e) {
      throw DataFiles.unreadable(file, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw DataFiles.unreadable(file, e);
    } catch (IllegalArgumentException e) { // a header that names a field twice, or not at all
      throw new DataException(file, e);
    }
  }

  private static Reader unmarked(Reader in) throws IOException {
    var reader = new BufferedReader(in);
    reader.mark(1);
    if (reader.read() != DataFiles.MARK.charAt(0)) {
      reader.reset();
    }
    return reader;
  }

  /** The fields of one record, which know where they stand. */
  record Fields(Path file, CSVRecord record) {
    /** A field, counted from 0. */
    String text(int field) {
      if (field >= record.size()) {
        throw wrong("must have %d fields or more, got %d".formatted(field + 1, record.size()));
      }
      return record.get(field);
    }

    /** A field by its name in the header. */
    String named(String name) {
      if (!record.isMapped(name)) {
        throw wrong("must have a field '%s'".formatted(name));
      }
      return record.get(name);
    }

    /** A field that is a number. */
    double number(int field) {
      try {
        return Double.parseDouble(text(field).strip());
      } catch (NumberFormatException e) {
        throw wrong("field %d must be a number, got '%s'".formatted(field + 1, text(field)));
      }
    }

    /** Whether it is an empty line. */
    boolean isBlank() {
      return record.size() == 1 && record.get(0).isBlank();
    }

    /** All fields by the names of the header. */
    NamedRow named() {
      long line = record.getParser().getCurrentLineNumber();
      var names = record.getParser().getHeaderNames();
      if (Set.copyOf(names).size() < names.size()) {
        throw new DataException(
            file, 1, "the header must name each field once, got %s".formatted(names));
      }
      if (record.size() != names.size()) {
        throw new DataException(
            file,
            line,
            "a row must have as many fields as the header, %d, got %d"
                .formatted(names.size(), record.size()));
      }
      return new NamedRow(file, line, names, Map.copyOf(record.toMap()));
    }

    private DataException wrong(String what) {
      return new DataException(file, record.getParser().getCurrentLineNumber(), what);
    }
  }
}
