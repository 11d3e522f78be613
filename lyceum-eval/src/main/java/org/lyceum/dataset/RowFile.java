// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.lyceum.tensor.DataException;

/** Files of rows: JSON, CSV and TSV with a header, Parquet. The ending says which. */
final class RowFile {
  /** The endings that are read. */
  static final Set<String> ENDINGS = Set.of("jsonl", "ndjson", "json", "csv", "tsv", "parquet");

  private RowFile() {}

  /** All rows; at least one. */
  static List<NamedRow> read(Path file) {
    var rows =
        switch (DataFiles.ending(file)) {
          case "jsonl", "ndjson", "json" -> JsonRows.read(file);
          case "csv" -> table(file, false);
          case "tsv" -> table(file, true);
          case "parquet" -> ParquetRows.read(file);
          default -> throw new DataException(file, "must end in one of %s".formatted(ENDINGS));
        };
    if (rows.isEmpty()) {
      throw new DataException(file, "must have a row or more, but has none");
    }
    return rows;
  }

  private static List<NamedRow> table(Path file, boolean tabs) {
    var format = CsvTable.headed(tabs ? CsvTable.TSV : CsvTable.CSV);
    return CsvTable.read(file, format, CsvTable.Fields::named);
  }
}
