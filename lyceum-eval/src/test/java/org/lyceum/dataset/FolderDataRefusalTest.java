// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.tensor.DataException;

/** What is refused of a folder, with file and line. */
class FolderDataRefusalTest {
  @TempDir Path folder;

  private void write(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private FolderData read(TaskType type) {
    return FolderData.read(folder, type, Locale.ENGLISH);
  }

  private void writeBeir() throws IOException {
    write(
        "corpus.jsonl",
        """
        {"_id":"d1","title":"One","text":"first"}
        {"_id":"d2","title":"","text":"second"}
        """);
    write("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"ask\"}\n{\"_id\":\"q2\",\"text\":\"b\"}\n");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td9\t1\nq3\td2\t2\n");
    write("qrels/dev.tsv", "query-id\tcorpus-id\tscore\nq2\td1\t1\n");
    write("README.md", "not data");
  }

  private void refuses(TaskType type, String message) {
    assertThatThrownBy(() -> read(type))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesTheRowThatIsMalformed() throws IOException {
    write("test.csv", "sentence1,sentence2,score\na,b,1\n\"c\nc\",d\n");
    refuses(TaskType.STS, "test.csv:4: a row must have as many fields as the header, 3, got 2");
    write("test.csv", "sentence1,sentence2,score\na,b,1\nc,d,high\n");
    refuses(TaskType.STS, "test.csv:3: 'score' must be a finite number, got 'high'");
    write("test.csv", "sentence1,other\na,b\n");
    refuses(
        TaskType.STS, "test.csv:2: a row must have a field sentence2 or sent2 or text2 or second");
    write("test.csv", "sentence1,sentence1\na,b\n");
    refuses(
        TaskType.STS,
        "test.csv:1: the header must name each field once, got [sentence1, sentence1]");
    Files.delete(folder.resolve("test.csv"));
    write("test.jsonl", "{\"sentence1\":\"a\"}\n{\"sentence1\n");
    refuses(TaskType.STS, "test.jsonl:2: a line must be a JSON object, but this is malformed");
    write("test.jsonl", "[1]\n");
    refuses(TaskType.STS, "test.jsonl:1: a row must be a JSON object, got: [1]");
    Files.delete(folder.resolve("test.jsonl"));
    write("test.parquet", "no such thing");
    refuses(TaskType.STS, "test.parquet: cannot be read as Parquet: ");
  }

  @Test
  void namesTheLineThatIsNotUtf8() throws IOException {
    Files.write(
        folder.resolve("test.jsonl"),
        "{\"sentence1\":\"a\"}\n{\"sentence1\":\"\u00e9\"}\n".getBytes(ISO_8859_1));
    refuses(TaskType.STS, "test.jsonl:2: must be UTF-8");
    Files.delete(folder.resolve("test.jsonl"));
    Files.write(folder.resolve("test.csv"), "sentence1\na\n\u00e9\n".getBytes(ISO_8859_1));
    refuses(TaskType.STS, "test.csv:3: must be UTF-8");
  }

  @Test
  void refusesJudgmentsThatSayNothing() throws IOException {
    writeBeir();
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\n");
    refuses(TaskType.RETRIEVAL, "qrels/test.tsv: must have a row or more, but has none");
    write("qrels/test.tsv", "");
    refuses(TaskType.RETRIEVAL, "qrels/test.tsv: must have a judgment a line, but there is none");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t0\n");
    refuses(TaskType.RETRIEVAL, "a query must have a relevant document, got none among 2 queries");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td1\t2\n");
    refuses(TaskType.RETRIEVAL, "test.tsv:3: each document must stand once for a query, got 'd1'");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq1\td1\t0.5\n");
    refuses(TaskType.RETRIEVAL, "test.tsv:2: 'score' must be a whole number, got 0.5");
  }

  @Test
  void refusesAnIdThatStandsTwice() throws IOException {
    writeBeir();
    write("queries.jsonl", "{\"_id\":\"q1\",\"text\":\"ask\"}\n{\"_id\":\"q1\",\"text\":\"b\"}\n");
    refuses(
        TaskType.RETRIEVAL, "queries.jsonl: queries must have ids of their own, got 'q1' twice");
  }

  @Test
  void refusesLabelsThatTeachNothing() throws IOException {
    write("train.csv", "text,label\na,x\nb,x\n");
    write("test.csv", "text,label\na,x\n");
    refuses(TaskType.CLASSIFICATION, "must have two labels or more, got only [x]");
    refuses(TaskType.CLUSTERING, "texts must have two labels or more, got only [x]");
    refuses(TaskType.ZERO_SHOT, "there must be two classes or more, got only [x]");
    refuses(TaskType.MULTILABEL, "there must be 5 texts to learn from or more, got 2");
    write("train.csv", "text,label\na,x\nb,y\n");
    write("test.csv", "text,label\na,x\nb,z\n");
    refuses(
        TaskType.CLASSIFICATION,
        "test.csv:3: a label must be one of those that are learned, got 'z'");
    write("test.csv", "sentence1,sentence2,label,score\na,b,1,2\nc,d,1,2\n");
    refuses(TaskType.PAIRS, "some pairs must have the label 1 and some 0, got 2 of 2 with 1");
    refuses(TaskType.STS, "scores must differ, got 2 pairs of one score");
    write("test.csv", "sentence1,sentence2,label\na,b,2\n");
    refuses(TaskType.PAIRS, "test.csv:2: a label must be 0 or 1, got 2.0");
  }

  @ParameterizedTest
  @EnumSource(TaskType.class)
  void refusesAFolderThatHoldsNothingOrSomethingElse(TaskType type) throws IOException {
    refuses(type, "must hold files of data, but is empty");
    write("notes.txt", "hello");
    refuses(type, "; it holds notes.txt");
    assertThat(TaskType.named(type.label())).isEqualTo(type);
  }

  @Test
  void refusesTwoFormatsOfTheSame() throws IOException {
    write("test.csv", "a\n1\n");
    write("test.jsonl", "{}\n");
    refuses(TaskType.STS, "must hold 'test' in one format, got test.csv, test.jsonl");
  }

  @Test
  void refusesWhatIsNoFolderAndNoType() {
    assertThatThrownBy(() -> FolderData.read(folder.resolve("none"), TaskType.STS, Locale.ENGLISH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must be a folder");
    assertThatThrownBy(() -> TaskType.named("stss"))
        .hasMessageStartingWith("there is no type 'stss'; known: sts, retrieval, reranking,");
  }
}
