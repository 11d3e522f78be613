// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipFile;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** The abstracts of SciFact in a table whose cells hold printed Python lists of sentences. */
final class SciFactCorpus {
  private static final String ENTRY = "corpus_train.csv";
  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

  private SciFactCorpus() {}

  /** Documents as BEIR has them: title, blank, sentences joined by blanks. */
  static List<Text> read(Path zip) {
    try (var file = new ZipFile(zip.toFile())) {
      var entry = file.getEntry(ENTRY);
      if (entry == null) {
        throw new DataException(zip, "must hold %s, but does not".formatted(ENTRY));
      }
      try (var reader =
              new BufferedReader(
                  new InputStreamReader(file.getInputStream(entry), UTF_8.newDecoder()));
          var rows = CSVParser.builder().setReader(reader).setFormat(FORMAT).get()) {
        var documents = new ArrayList<Text>();
        for (var row : rows) {
          documents.add(document(zip, row));
        }
        return documents;
      }
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(zip, "cannot be read: " + e, e);
    }
  }

  private static Text document(Path zip, CSVRecord row) {
    try {
      var text = String.join(" ", PythonStrings.parse(row.get("abstract")));
      return new Text(row.get("doc_id"), row.get("title") + " " + text);
    } catch (IllegalArgumentException e) { // no such column, or no list
      throw new DataException(
          zip, "row %d of %s: %s".formatted(row.getRecordNumber(), ENTRY, e.getMessage()), e);
    }
  }
}
