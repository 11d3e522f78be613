// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.hardwood.InputFile;
import dev.hardwood.reader.ParquetFileReader;
import dev.hardwood.reader.RowReader;
import dev.hardwood.row.PqList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/** Parquet, as Hugging Face stores data sets. */
final class ParquetRows {
  private ParquetRows() {}

  static List<NamedRow> read(Path file) {
    var rows = new ArrayList<NamedRow>();
    try (var parquet = ParquetFileReader.open(InputFile.of(file));
        var reader = parquet.rowReader()) {
      while (reader.hasNext()) {
        reader.next();
        rows.add(row(file, rows.size() + 1L, reader));
      }
      return rows;
    } catch (IOException | RuntimeException e) { // the library throws both for broken files
      throw new DataException(file, "cannot be read as Parquet: " + e.getMessage(), e);
    }
  }

  private static NamedRow row(Path file, long number, RowReader reader) {
    var names = new ArrayList<String>();
    var fields = new LinkedHashMap<String, Object>();
    for (int i = 0; i < reader.getFieldCount(); i++) {
      names.add(reader.getFieldName(i));
      var value = plain(reader.getValue(i));
      if (value != null) {
        fields.put(reader.getFieldName(i), value);
      }
    }
    return new NamedRow(file, number, List.copyOf(names), fields);
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case PqList list -> list.values().stream().map(ParquetRows::plain).toList();
      case byte[] text -> new String(text, UTF_8);
      case null, default -> value;
    };
  }
}
