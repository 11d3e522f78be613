// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.alloprof.AlloprofSample;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Sts;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

class DataSetsTest {
  @TempDir Path folder;

  private Path write(String name, String content) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, content);
  }

  @Test
  void haveNamesAndIdsOfTheirOwn() {
    assertThat(DataSets.all()).extracting(DataSet::name).doesNotHaveDuplicates();
    assertThat(DataSets.all()).extracting(set -> set.card().id()).doesNotHaveDuplicates();
    assertThat(DataSets.named("sts12").name()).isEqualTo("STS12");
    assertThat(DataSets.named("STS12").card().id()).isEqualTo("sts12-v1");
  }

  @Test
  void sayWhichFileIsMissing() throws IOException {
    var set = DataSets.named("biosses");
    assertThat(set.missing(folder)).contains("biosses/biosses.tsv");
    write("biosses/biosses.tsv", "score\tA\tB\tC\tD\tE\ts1\ts2\n2.4\t2\t2\t3\t2\t3\t\"a\tb\"\n");
    assertThat(set.missing(folder)).isEmpty();
    var sts = (Sts) set.open(folder); // a quote is text there
    assertThat(sts.pairs()).containsExactly(new Sts.Pair("\"a", "b\"", 2.4));
  }

  @Test
  void leaveOutPairsThatNobodyJudged() throws IOException {
    for (var part : DataSets.named("sts16").files()) {
      write(part, "4.5\tone\ttwo\n\tthree\tfour\n");
    }
    assertThat(((Sts) DataSets.named("sts16").open(folder)).pairs())
        .hasSize(5)
        .containsOnly(new Sts.Pair("one", "two", 4.5));
  }

  @Test
  void readQuotedFieldsOverSeveralLines() throws IOException {
    write("banking77/train.csv", "text,category\n\"a\nb\",x\nc,y\n");
    write("banking77/test.csv", "text,category\nd,y\n");
    var task = (ClassificationTask) DataSets.named("banking77").open(folder);
    assertThat(task.train().texts()).containsExactly("a\nb", "c");
    assertThat(task.train().labels()).containsExactly("x", "y");
  }

  @Test
  void nameTheLineThatIsWrong() throws IOException {
    write("stsb-multi/data/stsb-en-test.csv", "a,b,1.0\r\nc,d,high\r\n");
    assertThatThrownBy(() -> DataSets.named("stsb-en").open(folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("stsb-en-test.csv:2: field 3 must be a number, got 'high'");
  }

  @Test
  void readTheFieldsOfSmart() throws IOException {
    var file = write("a", ".I 1\n.T\ntitle\n.W\none\n two\n.I 2\n.W\n.I 3\n.W\nthree\n");
    assertThat(SmartFile.read(file, "W"))
        .containsExactly(new Text("1", "one two"), new Text("2", ""), new Text("3", "three"));
    var twice = write("b", ".I 1\n.W\na\n.I 1\n");
    assertThatThrownBy(() -> SmartFile.read(twice, "W")).hasMessageContaining("b:4: an id must");
  }

  @Test
  void readBlocksThatEndWithASlash() throws IOException {
    var file = write("a", "1\none\ntwo\n   /\n2\nthree\n/\n");
    assertThat(SlashBlocks.read(file))
        .containsExactly(new Text("1", "one two"), new Text("2", "three"));
    var open = write("b", "1\none\n");
    assertThatThrownBy(() -> SlashBlocks.read(open)).hasMessageContaining("each end with a slash");
  }

  @Test
  void refuseATaskThatIsNotThere() {
    assertThatThrownBy(() -> DataSets.named("sts99"))
        .hasMessageStartingWith("there is no task 'sts99'; known: STS12, STS13");
  }

  @Test
  void leaveOutTweetsThatAreBlank() throws IOException {
    for (var part : DataSets.named("tweeteval-hate").files()) {
      write(part, part.endsWith("_labels.txt") ? "0\n1\n0\n" : "one\n \nthree\u2028\n");
    }
    var task = (ClassificationTask) DataSets.named("tweeteval-hate").open(folder);
    assertThat(task.test().texts()).containsExactly("one", "three");
    assertThat(task.test().labels()).containsExactly("0", "0");
    write("tweeteval/hate/test_labels.txt", "0\n1\n");
    assertThatThrownBy(() -> DataSets.named("tweeteval-hate").open(folder))
        .hasMessageContaining("must have as many lines as test_labels.txt, got 3 and 2");
  }

  @Test
  void readRelationsInBlocksAndWithAKey() throws IOException {
    var block = write("train", "1\t\"An <e1>a</e1>.\"\nCause-Effect(e2,e1)\nComment: no\n\n");
    assertThat(RelationFiles.blocks(block).texts()).containsExactly("An <e1>a</e1>.");
    // the published key does not say which of both is the first
    assertThat(RelationFiles.blocks(block).labels()).containsExactly("Cause-Effect");
    var sentences = write("test", "8001\t\"One.\"\n8002\t\"Two.\"\n");
    var key = write("key", "8002\tOther\n8001\tCause-Effect(e1,e2)\n");
    assertThat(RelationFiles.keyed(sentences, key).labels())
        .containsExactly("Cause-Effect", "Other");
    var wrong = write("wrong", "Other\n");
    assertThatThrownBy(() -> RelationFiles.blocks(wrong))
        .hasMessageContaining("wrong:1: a relation must follow a sentence");
  }

  @Test
  void readParagraphsAndTheirQuestions() throws IOException {
    var squad =
        """
        {"data": [{"title": "t", "paragraphs": [
          {"context": "%1$s one", "qas": [{"id": "q1", "question": "%1$s?"}]},
          {"context": "%1$s two", "qas": [{"id": "q2", "question": "%1$s??"}]}]}]}
        """;
    write("xquad/xquad.de.json", squad.formatted("de"));
    write("xquad/xquad.en.json", squad.formatted("en"));
    var task = (Retrieval) DataSets.named("XQuADRetrieval-de-en").open(folder);
    assertThat(task.queryTexts()).containsExactly("de?", "de??");
    assertThat(task.documentTexts()).containsExactlyInAnyOrder("en one", "en two");
    assertThat(task.qrels().get("q2")).containsExactly(Map.entry("p001", 1));
  }

  @Test
  void makeTextsRareAtEqualDistances() {
    var texts = IntStream.range(0, 5000).mapToObj(Integer::toString).toList();
    var some = Examples.some(new LabeledTexts(texts, texts)).texts();
    assertThat(some).hasSize(Examples.MOST).doesNotHaveDuplicates().endsWith("4999");
    assertThat(Integer.parseInt(some.getFirst())).isLessThan(3);
    var few = new LabeledTexts(texts.subList(0, 9), texts.subList(0, 9));
    assertThat(Examples.some(few)).isEqualTo(few);
  }

  @Test
  void readAlloprofWhereItsFilesAre() {
    assertThat(DataSets.named("AlloprofAllQuestionsLastPage").missing(folder)).isPresent();
    AlloprofSample.writeTo(folder.resolve("alloprof"));
    assertThat(DataCards.named("AlloprofAllQuestionsReranking").isIn(folder)).isTrue();
    var sets =
        DataSets.all().stream().filter(set -> set.card().id().startsWith("alloprof-")).toList();
    assertThat(sets).hasSize(5);
    for (var set : sets) {
      assertThat(set.missing(folder)).isEmpty();
      assertThat(set.open(folder).card()).isEqualTo(set.card());
    }
    // mteb's tasks ask a fifth of the questions: none of these may pass for one of them
    assertThat(names(Suite.LOCAL))
        .doesNotContain("AlloprofRetrieval", "AlloprofReranking")
        .noneMatch(name -> name.startsWith("AlloProfClustering"));
    var last = (Retrieval) DataSets.named("AlloprofAllQuestionsLastPage").open(folder);
    assertThat(last.qrels().get("107")).containsOnlyKeys("a4-fr"); // as mteb's loader has it
  }

  @Test
  void formSuites() {
    assertThat(names(Suite.QUICK)).containsExactly("STS12", "STS13");
    assertThat(names(Suite.LOCAL)).hasSameSizeAs(DataSets.all());
    assertThat(names(Suite.STS)).contains("STS12", "BIOSSES").doesNotContain("SimLex999");
    assertThat(names(Suite.RETRIEVAL)).contains("SciFact", "ClimateFEVERReranking");
    assertThat(names(Suite.CLASSIFICATION))
        .contains("Reuters21578", "CLINC150OutOfScope", "AGNews");
    assertThat(names(Suite.CLUSTERING)).contains("SearchSnippets", "APWords");
    assertThat(names(Suite.PAIRS)).contains("MRPC", "SNLI");
    assertThat(names(Suite.BITEXT)).contains("Tatoeba-deu-eng", "NusaXBitextMining-eng-ind");
    assertThat(names(Suite.WORDS)).contains("SimLex999", "WikiSem500");
    assertThat(names(Suite.MULTILINGUAL))
        .contains("STSBenchmark-de", "XQuADRetrieval-de-en", "SIB200Bitext-fra-eng")
        .doesNotContain("STSBenchmark", "XQuADRetrieval-en", "SIB200Classification-eng");
    var kinds = EnumSet.range(Suite.STS, Suite.WORDS);
    assertThat(DataSets.all())
        .allSatisfy(set -> assertThat(kinds.stream().filter(suite -> suite.has(set))).hasSize(1));
  }

  private static List<String> names(Suite suite) {
    return DataSets.all().stream().filter(suite::has).map(DataSet::name).toList();
  }
}
