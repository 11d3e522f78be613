// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    try (Reader in = new InputStreamReader(Files.newInputStream(file), UTF_8.newDecoder());
        var parser = format.parse(in)) {
      var values = new ArrayList<T>();
      for (var fields : parser) {
        var value = row.of(new Fields(file, fields));
        if (value != null) {
          values.add(value);
        }
      }
      return values;
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
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

    private DataException wrong(String what) {
      return new DataException(file, record.getRecordNumber(), what);
    }
  }
}
