// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.task.BitextTask;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.ClusteredSetsTask;
import org.lyceum.task.ClusteringTask;
import org.lyceum.task.InstructionTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.MultilabelTask;
import org.lyceum.task.PairTask;
import org.lyceum.task.RegressionTask;
import org.lyceum.task.RerankingTask;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Sts;
import org.lyceum.task.SummarizationTask;
import org.lyceum.task.Task;
import org.lyceum.task.Text;
import org.lyceum.task.ZeroShotTask;

class FolderDataTest {
  @TempDir Path folder;

  private void write(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  /** A file as another program wrote it: DuckDB 1.4, compressed as the name says. */
  private void copy(String resource, String name) throws IOException {
    Files.createDirectories(folder.resolve(name).getParent());
    try (InputStream in = FolderDataTest.class.getResourceAsStream(resource)) {
      Files.copy(Objects.requireNonNull(in, resource), folder.resolve(name));
    }
  }

  private FolderData read(TaskType type) {
    return FolderData.read(folder, type, Locale.ENGLISH);
  }

  private Task task(TaskType type) {
    return read(type).set().open(folder);
  }

  private static List<Sts.Pair> pairs(Task task) {
    return ((Sts) task).pairs();
  }

  @Test
  void readsTheSamePairsFromEveryFormat() throws IOException {
    var expected =
        List.of(
            new Sts.Pair("a man plays", "a man is playing", 4.8),
            new Sts.Pair("a cat", "the moon", 0.2),
            new Sts.Pair("grüße", "greetings", 4));
    copy("sts-snappy.parquet", "data/test-00000-of-00001.parquet");
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
    Files.delete(folder.resolve("data/test-00000-of-00001.parquet"));
    write(
        "test.csv",
        """
        \uFEFFscore,sentence2,sentence1
        4.8,a man is playing,a man plays
        0.2,"the moon",a cat

        4,greetings,grüße
        """);
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
    Files.delete(folder.resolve("test.csv"));
    write(
        "any-name.tsv",
        """
        sentence1\tsentence2\tscore
        a man plays\ta man is playing\t4.8
        a cat\tthe moon\t0.2
        grüße\tgreetings\t4
        """);
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
    Files.delete(folder.resolve("any-name.tsv"));
    write(
        "validation.json",
        "[{\"sentence1\":\"a man plays\",\"sentence2\":\"a man is playing\",\"score\":4.8},"
            + "{\"sentence1\":\"a cat\",\"sentence2\":\"the moon\",\"score\":\"0.2\"},"
            + "{\"sentence1\":\"grüße\",\"sentence2\":\"greetings\",\"score\":4}]");
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
    Files.delete(folder.resolve("validation.json"));
    write("STS.input.x.txt", "a man plays\ta man is playing\na cat\tthe moon\ngrüße\tgreetings\n");
    write("STS.gs.x.txt", "4.8\n0.2\n4\n");
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
  }

  @Test
  void readsPairsWithoutAHeader() throws IOException {
    var expected = List.of(new Sts.Pair("a, b", "c", 1.5), new Sts.Pair("d", "e", 0));
    write("test.csv", "\"a, b\",c,1.5\r\nd,e,0\r\n");
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
    Files.delete(folder.resolve("test.csv"));
    write("test.tsv", "1.5\ta, b\tc\n0\td\te\n");
    assertThat(pairs(task(TaskType.STS))).isEqualTo(expected);
    write("test.tsv", "1.5\ta, b\tc\nhigh\td\te\n");
    assertThatThrownBy(() -> read(TaskType.STS))
        .hasMessageContaining("test.tsv:2: field 1 must be a number, got 'high'");
  }

  @Test
  void joinsThePartsOfAFile() throws IOException {
    var line = "{\"sentence1\":\"%s\",\"sentence2\":\"b\",\"score\":%d}\n";
    write("data/test-00001-of-00002.jsonl", line.formatted("second", 2));
    write("data/test-00000-of-00002.jsonl", line.formatted("first", 1));
    assertThat(pairs(task(TaskType.STS)))
        .extracting(Sts.Pair::first)
        .containsExactly("first", "second");
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

  @Test
  void readsAFolderOfBeir() throws IOException {
    writeBeir();
    var read = read(TaskType.RETRIEVAL);
    var task = (Retrieval) read.set().open(folder);
    assertThat(task.queries()).containsExactly(new Text("q1", "ask"));
    assertThat(task.documents())
        .containsExactly(new Text("d2", "second"), new Text("d1", "One first"));
    assertThat(read.notes())
        .containsExactly(
            "1 queries without a relevant document are left out",
            "1 judged queries are not among the queries and are left out",
            "1 judgments name documents that are not there, and count as documents that are not"
                + " found");
    assertThat(read.set().name()).isEqualTo(folder.getFileName().toString());
    var before = read.set().card().id();
    write("qrels/dev.tsv", "query-id\tcorpus-id\tscore\nq2\td2\t1\n");
    assertThat(read(TaskType.RETRIEVAL).set().card().id()).isNotEqualTo(before);
  }

  @Test
  void readsFilesThatAreCompressed() throws IOException {
    writeBeir();
    var plain = folder.resolve("corpus.jsonl");
    try (var out = new GZIPOutputStream(Files.newOutputStream(folder.resolve("corpus.jsonl.gz")))) {
      Files.copy(plain, out);
    }
    Files.delete(plain);
    assertThat(((Retrieval) task(TaskType.RETRIEVAL)).documents()).hasSize(2);
  }

  @Test
  void readsFilesOfTrec() throws IOException {
    write(
        "documents.trec",
        """
        <DOC>
        <DOCNO> d1 </DOCNO>
        <TEXT>
        first
         text</TEXT>
        </DOC>
        <DOC><DOCNO>d2</DOCNO>a < b</DOC>
        """);
    write(
        "topics.txt",
        """
        <top>
        <num> Number: 301
        <title> International
         crime
        <desc> Description:
        more
        </top>
        """);
    write("qrels.txt", "301 0 d2 1\n301 0 d1 0\n");
    var task = (Retrieval) task(TaskType.RETRIEVAL);
    assertThat(task.documents())
        .containsExactly(new Text("d2", "a < b"), new Text("d1", "first text"));
    assertThat(task.queries()).containsExactly(new Text("301", "International crime"));
  }

  @Test
  void readsFilesOfMsMarco() throws IOException {
    write("collection.tsv", "d1\tfirst\nd2\tsecond\n");
    write("queries.tsv", "q1\task\n");
    write("qrels.tsv", "q1\t0\td2\t1\n");
    var task = (Retrieval) task(TaskType.RETRIEVAL);
    assertThat(task.documentTexts()).containsExactly("second", "first");
    assertThat(task.qrels()).isEqualTo(Map.of("q1", Map.of("d2", 1)));
  }

  @Test
  void readsCandidatesInBothVersionsOfMteb() throws IOException {
    writeBeir();
    write("top_ranked/test.jsonl", "{\"query-id\":\"q1\",\"corpus-ids\":[\"d2\",\"d1\"]}\n");
    var task = (RerankingTask) task(TaskType.RERANKING);
    assertThat(task.candidates()).isEqualTo(Map.of("q1", List.of("d2", "d1")));
    Files.delete(folder.resolve("top_ranked/test.jsonl"));
    assertThat(((RerankingTask) task(TaskType.RERANKING)).candidates())
        .isEqualTo(Map.of("q1", List.of("d1"))); // d9 is not there
    for (var name : List.of("corpus.jsonl", "queries.jsonl", "qrels/test.tsv", "qrels/dev.tsv")) {
      Files.delete(folder.resolve(name));
    }
    write(
        "test.jsonl",
        """
        {"query":"q","positive":["yes"],"negative":["no","never"]}
        {"query":"r","positive":[],"negative":["no"]}
        """);
    var first = read(TaskType.RERANKING);
    var listed = (RerankingTask) first.set().open(folder);
    assertThat(listed.candidates()).isEqualTo(Map.of("q0", List.of("d0", "d1", "d2")));
    assertThat(listed.judged().qrels()).isEqualTo(Map.of("q0", Map.of("d0", 0, "d1", 0, "d2", 1)));
    assertThat(first.notes()).singleElement().asString().startsWith("1 queries without positive");
  }

  @Test
  void readsInstructions() throws IOException {
    writeBeir();
    write(
        "queries.jsonl",
        "{\"_id\":\"q-og\",\"text\":\"ask\"}\n{\"_id\":\"q-changed\",\"text\":\"ask\"}\n");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\nq-og\td1\t1\nq-changed\td2\t1\n");
    write(
        "instruction.csv",
        "query-id,instruction\nq-og,all of it\nq-changed,nothing of the first\n");
    write("qrel_diff.jsonl", "{\"query-id\":\"q\",\"corpus-ids\":[\"d1\"]}\n");
    var task = (InstructionTask) task(TaskType.INSTRUCTION);
    assertThat(task.texts()).startsWith("ask all of it", "ask nothing of the first");
    assertThat(task.changed()).isEqualTo(Map.of("q", List.of("d1")));
  }

  @Test
  void readsTextsWithLabels() throws IOException {
    write("train.csv", "text,label\nred,1\ngreen,2\nblue,1\n");
    write("test.csv", "text,label\nyellow,2\n");
    var task = (ClassificationTask) task(TaskType.CLASSIFICATION);
    assertThat(task.train())
        .isEqualTo(new LabeledTexts(List.of("red", "green", "blue"), List.of("1", "2", "1")));
    assertThat(task.test()).isEqualTo(new LabeledTexts(List.of("yellow"), List.of("2")));
    write("test.csv", "text,label\nyellow,2\nred,1\n");
    assertThat(((ClusteringTask) task(TaskType.CLUSTERING)).all().texts())
        .containsExactly("yellow", "red");
    write("classes.tsv", "label\tdescription\n1\ta warm one\n2\ta cold one\n");
    assertThat(((ZeroShotTask) task(TaskType.ZERO_SHOT)).classes())
        .containsExactly(
            new ZeroShotTask.Described("1", "a warm one"),
            new ZeroShotTask.Described("2", "a cold one"));
    assertThat(((RegressionTask) task(TaskType.REGRESSION)).test())
        .contains(new RegressionTask.Example("yellow", 2));
  }

  @Test
  void readsListsOfEveryFormat() throws IOException {
    copy("clusters-zstd.parquet", "test/0000.parquet");
    assertThat(((ClusteredSetsTask) task(TaskType.CLUSTERING)).sets())
        .containsExactly(
            new LabeledTexts(List.of("a", "b"), List.of("x", "y")),
            new LabeledTexts(List.of("c"), List.of("x")));
    Files.delete(folder.resolve("test/0000.parquet"));
    write(
        "train.csv",
        "text,labels\na,\"[\"\"x\"\", \"\"y\"\"]\"\nb,\"['x' 'y']\"\nc,z\nd,[]\ne,\"[1, 2]\"\n");
    write("test.csv", "text,labels\na,x\n");
    assertThat(((MultilabelTask) task(TaskType.MULTILABEL)).train())
        .extracting(MultilabelTask.Labeled::labels)
        .containsExactly(
            Set.of("x", "y"), Set.of("x", "y"), Set.of("z"), Set.of(), Set.of("1", "2"));
  }

  @Test
  void readsPairsInBothVersionsOfMteb() throws IOException {
    var expected = List.of(new PairTask.Pair("a", "b", true), new PairTask.Pair("c", "d", false));
    write("test.csv", "sentence1,sentence2,labels\na,b,1\nc,d,0\n");
    assertThat(((PairTask) task(TaskType.PAIRS)).pairs()).isEqualTo(expected);
    assertThat(((BitextTask) task(TaskType.BITEXT)).targets()).containsExactly("b", "d");
    Files.delete(folder.resolve("test.csv"));
    write(
        "test.jsonl",
        "{\"sent1\":[\"a\",\"c\"],\"sent2\":[\"b\",\"d\"],\"labels\":[true,false]}\n");
    assertThat(((PairTask) task(TaskType.PAIRS)).pairs()).isEqualTo(expected);
  }

  @Test
  void readsSummaries() throws IOException {
    write(
        "test.jsonl",
        "{\"human_summaries\":[\"h\"],\"machine_summaries\":[\"m\",\"n\"],\"relevance\":[1,2.5]}\n");
    assertThat(((SummarizationTask) task(TaskType.SUMMARIZATION)).summarized())
        .containsExactly(
            new SummarizationTask.Summarized(List.of("h"), List.of("m", "n"), List.of(1.0, 2.5)));
  }

  @Test
  void knowsNumbersTruthValuesAndNothingInParquet() throws IOException {
    copy("mixed-gzip.parquet", "test.parquet");
    var rows = RowFile.read(folder.resolve("test.parquet"));
    assertThat(rows.getFirst().number(List.of("flag"))).isEqualTo(1);
    assertThat(rows.getFirst().text(List.of("label"))).isEqualTo("1");
    assertThat(rows.getFirst().textIfThere(List.of("title"))).isEmpty();
    assertThat(rows.get(1).texts(List.of("positive"))).containsExactly("b", "c");
    assertThatThrownBy(() -> rows.getFirst().text(List.of("title")))
        .hasMessageContaining("test.parquet:1: 'title' must have a value, got none");
    assertThatThrownBy(() -> rows.getFirst().text(List.of("text", "query")))
        .hasMessageEndingWith(
            "test.parquet:1: a row must have a field text or query; it has [id, label, positive,"
                + " flag, title]");
  }
}
