// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

class SciFactTest {
  @TempDir Path root;
  private Path folder;

  @BeforeEach
  void write() throws IOException {
    folder = root.resolve("scifact-csv");
    Files.createDirectories(folder.resolve("topics"));
    Files.createDirectories(folder.resolve("qrels"));
    corpus("doc_id,title,abstract,structured\n7,Title,\"['One.'\n \"\"Two's.\"\"]\",False\n");
    topics("1\tIs it so?\n2\tnever asked\n");
    qrels("1 0 7 1\n");
  }

  private void corpus(String csv) throws IOException {
    try (var zip = new ZipOutputStream(Files.newOutputStream(folder.resolve("scifact.zip")))) {
      zip.putNextEntry(new ZipEntry("corpus_train.csv"));
      zip.write(csv.getBytes(UTF_8));
    }
  }

  private void topics(String tsv) throws IOException {
    try (var zip =
        new GZIPOutputStream(
            Files.newOutputStream(
                folder.resolve("topics/topics.beir-v1.0.0-scifact.test.tsv.gz")))) {
      zip.write(tsv.getBytes(UTF_8));
    }
  }

  private void qrels(String text) throws IOException {
    Files.writeString(folder.resolve("qrels/qrels.beir-v1.0.0-scifact.test.txt"), text);
  }

  @Test
  void joinsTitleAndSentences() {
    var task = SciFact.open(folder);
    assertThat(task.documents()).containsExactly(new Text("7", "Title One. Two's."));
    assertThat(task.queries()).containsExactly(new Text("1", "Is it so?"));
  }

  @Test
  void isFoundWhereAFolderHoldsIt() {
    var folders = new DataFolders(List.of(root.resolve("no"), root));
    assertThat(SciFact.find(folders, reason -> {})).isPresent();
  }

  @Test
  void saysWhyItIsLeftOut() {
    var reasons = new ArrayList<String>();
    var folders = new DataFolders(List.of(root.resolve("no")));
    assertThat(SciFact.find(folders, reasons::add)).isEmpty();
    assertThat(reasons)
        .containsExactly(
            "SciFact is left out: task 'SciFact' needs the file scifact-csv/scifact.zip in one of"
                + " the folders of data sets, "
                + root.resolve("no")
                + "; 'lyceum data fetch scifact-csv' gets it; LYCEUM_DATA names others");
  }

  @Test
  void hasTheCountsOfBeir() {
    var task = SciFact.find(reason -> {}).orElseGet(() -> abort("skipped: no SciFact data"));
    assertThat(task.queries()).hasSize(300);
    assertThat(task.documents()).hasSize(5183);
    assertThat(task.qrels().values().stream().mapToInt(grades -> grades.size()).sum())
        .isEqualTo(339);
    assertThat(task.documentTexts()).noneMatch(text -> text.contains("\\n"));
  }

  @Test
  void readsEveryKindOfPythonString() {
    assertThat(PythonStrings.parse("['a' \"b's\",\n 'c\\'d' '\\xe9\\u03b1\\\\']"))
        .containsExactly("a", "b's", "c'd", "é\u03b1\\");
    assertThat(PythonStrings.parse("[]")).isEmpty();
  }

  @Test
  void refusesFilesThatAreNotWhatTheyShouldBe() throws IOException {
    qrels("1 0 7\n");
    assertRefused(":1: a line must be query, 0, document, whole grade, got: 1 0 7");
    topics("no tab\n");
    assertRefused(":1: a line must be id, tab, text, got: no tab");
    corpus("doc_id,title,abstract\n7,Title,no list\n");
    assertRefused("row 1 of corpus_train.csv: a list must stand in brackets, got: no list");
    corpus("doc_id,title,abstract\n7,Title,['x]\n");
    assertRefused("a string must end in ', in: ['x]");
    corpus("id\n7\n");
    assertRefused("row 1 of corpus_train.csv: ");
    Files.writeString(folder.resolve("scifact.zip"), "no zip");
    assertRefused("scifact.zip: cannot be read");
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> SciFact.open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }
}
