// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code evaluate} with a folder of the user's. */
class EvaluateDataTest {
  private static final String MODEL = CommandRun.golden("folders/old/static");

  @TempDir Path folder;

  private Path data() {
    return folder.resolve("my data");
  }

  private void write(String name, String content) throws IOException {
    var file = data().resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private CommandRun run(String type, String... more) {
    var args = new ArrayList<>(List.of("evaluate", MODEL, "--data", data().toString()));
    args.addAll(List.of("--type", type, "--output", folder.resolve("results").toString()));
    args.addAll(List.of(more));
    return CommandRun.of(args.toArray(String[]::new));
  }

  private JsonNode result() throws IOException {
    try (var files = Files.walk(folder.resolve("results"))) {
      return new ObjectMapper()
          .readTree(
              files
                  .filter(file -> file.endsWith("my data.json"))
                  .findFirst()
                  .orElseThrow()
                  .toFile());
    }
  }

  private static String lines(int count, String line) {
    return IntStream.range(0, count)
        .mapToObj(i -> line.formatted(i, i % 2, i % 5))
        .collect(Collectors.joining("\n", "", "\n"));
  }

  /** Rows that have what every type but those with judgments wants. */
  private void writeEverything() throws IOException {
    var row =
        """
        {"text":"the number %1$d of class %2$d","label":%2$d,"labels":["%2$d","%3$d"],"value":%3$d,\
        "sentence1":"word %1$d","sentence2":"the word %1$d","score":%3$d,"query":"which %1$d",\
        "positive":["the number %1$d"],"negative":["nothing","%3$d"],\
        "human_summaries":["it is %1$d"],"machine_summaries":["it is %1$d","no","what"],\
        "relevance":[3,1,2]}\
        """;
    write("train.jsonl", lines(40, row));
    write("test.jsonl", lines(20, row));
  }

  @ParameterizedTest
  @CsvSource({
    "sts, cosine_spearman",
    "reranking, map_at_1000",
    "classification, accuracy",
    "multilabel, accuracy",
    "regression, kendalltau",
    "clustering, v_measure",
    "bitext, f1",
    "zero-shot, accuracy",
    "summarization, cosine_spearman"
  })
  void measuresEachType(String type, String main) throws IOException {
    writeEverything();
    var run = run(type, "--language", "de");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("my data");
    var row = result().at("/scores/test/0");
    assertThat(row.get("main_score")).isEqualTo(row.get(main));
    assertThat(row.get("main_score_interval")).hasSize(2);
    assertThat(row.at("/languages/0").asText()).isEqualTo("deu-Latn");
    assertThat(result().get("dataset_revision").asText()).startsWith("my-data-");
    assertThat(folder.resolve("results/report.html"))
        .content()
        .contains("lyceum evaluate static --data my data --type " + type)
        .doesNotContain(folder.toString());
  }

  private void writeBeir() throws IOException {
    write("corpus.jsonl", lines(20, "{\"_id\":\"d%1$d\",\"title\":\"t\",\"text\":\"word %1$d\"}"));
    write("queries.jsonl", lines(9, "{\"_id\":\"q%1$d\",\"text\":\"word %1$d\"}"));
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\n" + lines(7, "q%1$d\td%1$d\t1"));
  }

  @Test
  void measuresAFolderOfBeirAndSaysWhatIsLeftOut() throws IOException {
    writeBeir();
    var run = run("retrieval");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains(": 2 queries without a relevant document are left out");
    var row = result().at("/scores/test/0");
    assertThat(row.get("units").asInt()).isEqualTo(7);
    assertThat(row.get("main_score")).isEqualTo(row.get("ndcg_at_10"));
    assertThat(row.at("/languages/0").asText()).isEqualTo("und-Zyyy");
  }

  @Test
  void measuresPairs() throws IOException {
    write("pairs.csv", "sentence1,sentence2,label\n" + lines(10, "word %1$d,number %1$d,%2$d"));
    var run = run("pairs");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(result().at("/scores/test/0/max_ap").asDouble()).isPositive();
  }

  @Test
  void measuresInstructions() throws IOException {
    writeBeir();
    write(
        "queries.jsonl",
        "{\"_id\":\"a-og\",\"text\":\"word 1\"}\n{\"_id\":\"a-changed\",\"text\":\"word 2\"}\n");
    write("qrels/test.tsv", "query-id\tcorpus-id\tscore\na-og\td1\t1\na-changed\td2\t1\n");
    write("instruction.jsonl", "{\"query-id\":\"a-og\",\"instruction\":\"the first\"}\n");
    write("qrel_diff.jsonl", "{\"query-id\":\"a\",\"corpus-ids\":[\"d1\"]}\n");
    var run = run("instruction");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(result().at("/scores/test/0/p-MRR").isNumber()).isTrue();
  }

  private void refuses(String type, int code, String... words) {
    var run = run(type);
    assertThat(run.code()).as(run.err()).isEqualTo(code);
    assertThat(run.err()).startsWith("lyceum: ").contains(words).hasLineCount(1);
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void refusesDataThatAreNotWhatTheTypeWants() throws IOException {
    refuses("sts", 2, "the data must be a folder, got");
    Files.createDirectories(data());
    refuses("sts", 4, "must hold files of data, but is empty");
    refuses("similarity", 2, "there is no type 'similarity'; known: sts, retrieval");
    writeBeir();
    refuses("sts", 4, "must hold test.jsonl, .csv, .tsv or .parquet; it holds corpus.jsonl,");
    write("qrels/test.tsv", "");
    refuses("retrieval", 4, "qrels/test.tsv: must have a judgment a line, but there is none");
    Files.delete(data().resolve("qrels/test.tsv"));
    refuses("retrieval", 4, "must hold qrels/test.jsonl, ");
    writeBeir();
    write("corpus.jsonl", lines(2, "{\"_id\":\"d1\",\"text\":\"word %1$d\"}"));
    refuses("retrieval", 4, "corpus.jsonl: documents must have ids of their own, got 'd1' twice");
    write("corpus.jsonl", "{\"_id\":\"d1\",\"text\":\"word\"\n");
    refuses("retrieval", 4, "corpus.jsonl:1: a line must be a JSON object, but this is malformed");
    write("corpus.jsonl", "{\"_id\":\"d1\",\"body\":\"word\"}\n");
    refuses("retrieval", 4, "corpus.jsonl:1: a row must have a field text or query", "[_id, body]");
    Files.write(
        data().resolve("corpus.jsonl"),
        "{\"_id\":\"d1\",\"text\":\"\u00fc\"}\n".getBytes(ISO_8859_1));
    refuses("retrieval", 4, "corpus.jsonl:1: must be UTF-8, but holds bytes that are not");
  }

  @Test
  void refusesLabelsOfOneClass() throws IOException {
    write("train.csv", "text,label\na,x\nb,x\n");
    write("test.csv", "text,label\na,x\n");
    refuses("classification", 4, "must have two labels or more, got only [x]");
  }

  private List<String> results() throws IOException {
    try (var files = Files.walk(folder.resolve("results"))) {
      return files
          .filter(file -> file.toString().endsWith(".json"))
          .map(file -> String.valueOf(file.getFileName()))
          .sorted()
          .toList();
    }
  }

  private CommandRun sts(Path where, String rows) throws IOException {
    Files.createDirectories(where);
    Files.writeString(where.resolve("test.csv"), "sentence1,sentence2,score\n" + rows);
    return CommandRun.of(
        "evaluate", MODEL, "--data", "" + where, "--type", "sts", "--output", folder + "/results");
  }

  @Test
  void keepsResultsApartOfFoldersThatAreCalledAlike() throws IOException {
    String rows = "a dog,a cat,1\na dog,dogs,4\nthe sea,a car,0\n";
    for (String where : List.of("one/STS13", "one/pairs", "two/pairs", "one/model_meta")) {
      var run = sts(folder.resolve(where), rows);
      assertThat(run.code()).as(run.err()).isZero();
      rows += "an apple,a pear,3\n";
    }
    assertThat(results())
        .hasSize(5)
        .contains("model_meta.json", "pairs.json")
        .filteredOn(name -> name.matches("(sts13|pairs|model-meta)-[0-9a-f]{12}-v1\\.json"))
        .hasSize(3);
    assertThat(sts(folder.resolve("two/pairs"), "a dog,a cat,1\na b,a c,2\n").code()).isZero();
    assertThat(results()).hasSize(6);
  }

  @Test
  void refusesOptionsThatDoNotGoTogether() throws IOException {
    writeBeir();
    var task = run("retrieval", "--task", "STS12");
    assertThat(task.code()).isEqualTo(2);
    assertThat(task.err()).contains("--data, --task and --suite exclude each other");
    var suite = CommandRun.of("evaluate", MODEL, "--task", "STS12", "--suite", "quick");
    assertThat(suite.code()).isEqualTo(2);
    assertThat(suite.err()).contains("--data, --task and --suite exclude each other");
    var type = CommandRun.of("evaluate", MODEL, "--type", "sts");
    assertThat(type.code()).isEqualTo(2);
    assertThat(type.err()).contains("--type goes with --data");
    var data = CommandRun.of("evaluate", MODEL, "--data", data().toString());
    assertThat(data.code()).isEqualTo(2);
    assertThat(data.err()).contains("--data needs --type, one of sts, retrieval");
    var language = run("retrieval", "--language", "german");
    assertThat(language.code()).isEqualTo(2);
    assertThat(language.err()).contains("--language must be a code such as de, pt-BR or zho");
  }
}
