// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.Cut;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Similarity;
import org.lyceum.tensor.Seed;

@Timeout(120)
class OnnxEmbedderTest {
  private static final EmbedderOptions OPTIONS =
      EmbedderOptions.DEFAULT.threads(2).tokenBudget(256);

  private static OnnxEmbedder open(String golden, EmbedderOptions options) {
    return OnnxEmbedder.open(ModelFolder.open(GoldenFiles.path(golden)), options);
  }

  private static OnnxEmbedder cls() {
    return open("folders/old/bert-cls", OPTIONS);
  }

  private static List<String> strings(JsonNode array) {
    var all = new ArrayList<String>();
    array.forEach(text -> all.add(text.asText()));
    return all;
  }

  /** Texts of 1 to 40 words, all different. */
  private static List<String> texts(int count) {
    var random = new Seed(5).stream("texts");
    List<String> words = List.of("the", "student", "answers", "question", "teacher", "reads", "a");
    return IntStream.range(0, count)
        .mapToObj(
            i -> {
              var text = new StringBuilder().append(i);
              for (int n = random.nextInt(40); n > 0; n--) {
                text.append(' ').append(words.get(random.nextInt(words.size())));
              }
              return text.toString();
            })
        .toList();
  }

  private static double difference(float[] a, float[] b) {
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      most = Math.max(most, Math.abs(a[i] - b[i]));
    }
    return most;
  }

  private static Prompt prompt(JsonNode call) {
    return switch (call.path("method").asText()) {
      case "encode_query" -> new Prompt.Query();
      case "encode_document" -> new Prompt.Document();
      default ->
          call.path("prompt_name").isTextual()
              ? new Prompt.Named(call.path("prompt_name").asText())
              : new Prompt.Default();
    };
  }

  @ParameterizedTest
  @CsvSource({
    "old, bert-cls", "old, bert-mean", "old, bert-weightedmean", "old, bert-mean-noprompt",
    "st5, bert-cls", "st5, bert-mean", "st5, bert-weightedmean", "st5, bert-mean-noprompt",
    "st6, bert-cls", "st6, bert-mean", "st6, bert-weightedmean", "st6, bert-mean-noprompt",
  })
  void givesTheVectorsOfTheReference(String dialect, String name) {
    String folder = "folders/%s/%s".formatted(dialect, name);
    JsonNode expected = GoldenFiles.json(folder + "/expected.json");
    var texts = strings(expected.path("texts"));
    int calls = 0;
    try (var embedder = open(folder, OPTIONS)) {
      for (JsonNode answer : expected.path("answers")) {
        JsonNode call = answer.path("call");
        if (!call.has("truncate_dim") && !call.has("prompt") && !call.has("normalize_embeddings")) {
          var found = embedder.embed(texts, prompt(call), Progress.NONE).rows();
          calls++;
          for (int i = 0; i < found.size(); i++) {
            for (int j = 0; j < embedder.width(); j++) {
              assertThat((double) found.get(i)[j])
                  .as("%s, text %d, coordinate %d", call, i, j)
                  .isCloseTo(answer.path("vectors").get(i).get(j).asDouble(), within(1e-5));
            }
          }
        }
      }
    }
    assertThat(calls).isPositive();
  }

  @Test
  void keepsTheOrderOfTheTexts() {
    try (var embedder = cls()) {
      var texts = texts(200);
      var all = embedder.embed(texts).rows();
      for (int i = 0; i < texts.size(); i++) {
        float[] alone = embedder.embed(List.of(texts.get(i))).rows().getFirst();
        assertThat(difference(all.get(i), alone)).as(texts.get(i)).isLessThan(1e-6);
      }
    }
  }

  @Test
  void givesATextTheSameBitsWhateverTheOtherTextsAndTheThreads() {
    var texts = texts(300);
    try (var one = open("folders/old/bert-cls", OPTIONS.threads(1).tokenBudget(64));
        var many = open("folders/old/bert-cls", OPTIONS.threads(3).tokenBudget(1024))) {
      var found = one.embed(texts).rows();
      var other = many.embed(texts.reversed()).rows().reversed();
      for (int i = 0; i < texts.size(); i++) {
        assertThat(found.get(i)).as(texts.get(i)).containsExactly(other.get(i));
      }
    }
  }

  @Test
  void saysWhichTextsWereCut() {
    try (var embedder = cls()) {
      String words = "the student ".repeat(40);
      var vectors = embedder.embed(List.of(words, "short", words + "more", ""));
      assertThat(vectors.truncated()).containsExactly(0, 2);
      assertThat(vectors.rows().get(0)).containsExactly(vectors.rows().get(2));
    }
  }

  @Test
  void embedsNothing() {
    try (var embedder = cls()) {
      assertThat(embedder.embed(List.of()).rows()).isEmpty();
    }
  }

  @Test
  void tellsItsProgressToTheEnd() {
    try (var embedder = cls()) {
      var heard = Collections.synchronizedList(new ArrayList<Long>());
      embedder.embed(
          texts(500),
          new Prompt.None(),
          (done, total) -> {
            assertThat(total).isEqualTo(500);
            heard.add(done);
          });
      assertThat(heard).isSorted().endsWith(500L);
    }
  }

  @Test
  void stopsWhenTheCallerIsInterrupted() throws InterruptedException {
    var begun = new CountDownLatch(1);
    var result = new AtomicReference<Object>("none");
    try (var embedder = cls()) {
      var caller =
          new Thread(
              () -> {
                try {
                  embedder.embed(
                      texts(200_000), new Prompt.None(), (done, total) -> begun.countDown());
                  result.set("finished");
                } catch (RuntimeException e) {
                  result.set(e);
                } finally {
                  begun.countDown();
                }
              });
      caller.start();
      begun.await();
      caller.interrupt();
      caller.join();
      assertThat(result.get()).isInstanceOf(CancellationException.class);
      assertThat(embedder.embed(List.of("works again")).rows()).hasSize(1);
    }
  }

  @Test
  void servesSeveralCallersAtATime() throws Exception {
    var texts = texts(120);
    try (var embedder = cls();
        var callers = Executors.newFixedThreadPool(4)) {
      var wanted = embedder.embed(texts).rows();
      List<Future<Vectors>> calls =
          callers.invokeAll(Collections.nCopies(12, () -> embedder.embed(texts)));
      for (var call : calls) {
        for (int i = 0; i < texts.size(); i++) {
          assertThat(call.get().rows().get(i)).containsExactly(wanted.get(i));
        }
      }
    }
  }

  private static PaceMeter meter(Path cache, String kind) {
    return new PaceMeter(new MachineNote(cache, kind), new MachineNote(cache, kind + " workers"));
  }

  @Test
  void measuresItsPaceOnceAndKeepsIt(@TempDir Path cache) {
    var meter = meter(cache, "a kind");
    assertThat(meter.knownTokens()).isEmpty();
    assertThat(meter.knownWorkers()).isEmpty();
    try (var folder = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"));
        var graph = EncoderGraphs.open(folder, GraphPrecision.FLOAT32)) {
      int tokens = PaceMeter.measureTokens(graph, 0, folder.maxTokens());
      meter.keepTokens(tokens);
      assertThat(meter(cache, "a kind").knownTokens()).hasValue(tokens);
      assertThat(meter(cache, "a kind").knownWorkers()).isEmpty();
      int number = PaceMeter.measureWorkers(graph, 0, tokens, 2);
      assertThat(number).isBetween(1, 2);
      meter.keepWorkers(number);
      assertThat(meter(cache, "a kind").knownWorkers()).hasValue(number);
      assertThat(meter(cache, "another kind").knownTokens()).isEmpty();
    }
  }

  @Test
  void keepsNoPaceThatAnotherCallFalsified() throws Exception {
    var begun = new CountDownLatch(1);
    var measured = new CountDownLatch(1);
    try (var embedder = open("folders/old/bert-cls", EmbedderOptions.DEFAULT);
        var callers = Executors.newFixedThreadPool(1)) {
      var call =
          callers.submit(
              () ->
                  embedder.embed(
                      List.of("a text"),
                      new Prompt.None(),
                      (done, total) -> {
                        begun.countDown();
                        await(measured);
                      }));
      await(begun);
      try {
        assertThat(embedder.pace().workers()).isPositive();
        assertThat(embedder.measured()).isEmpty();
      } finally {
        measured.countDown();
      }
      assertThat(call.get().rows()).hasSize(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void knowsItsPaceInEveryProcess() {
    try (var one = ModelFolder.open(GoldenFiles.path("folders/old/qwen3-lasttoken-prompts"));
        var same = ModelFolder.open(GoldenFiles.path("folders/old/qwen3-lasttoken-prompts"));
        var other = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"))) {
      String kind = OnnxEmbedder.kind(one, GraphPrecision.FLOAT32);
      assertThat(OnnxEmbedder.kind(same, GraphPrecision.FLOAT32)).isEqualTo(kind);
      assertThat(kind)
          .as("what a process alone knows, such as the hash of an object")
          .doesNotContain("@", "Lambda")
          .isNotEqualTo(OnnxEmbedder.kind(one, GraphPrecision.INT8))
          .isNotEqualTo(OnnxEmbedder.kind(other, GraphPrecision.FLOAT32));
    }
  }

  @Test
  void takesTheSmallestBatchThatIsNearlyTheBest() {
    // candidates 128, 256, 384, 512, 768, 1024; a larger one must be better by 1.5 %
    assertThat(PaceMeter.bestTokens(tokens -> 1)).isEqualTo(128);
    assertThat(PaceMeter.bestTokens(tokens -> tokens < 384 ? 1.2 : 1.19)).isEqualTo(128);
    assertThat(PaceMeter.bestTokens(tokens -> tokens < 384 ? 1.2 : 1.1)).isEqualTo(384);
    assertThat(PaceMeter.bestTokens(tokens -> 1.0 / tokens)).isEqualTo(1024);
    assertThat(PaceMeter.bestTokens(tokens -> Math.abs(tokens - 512) + 100)).isEqualTo(512);
  }

  @Test
  void halvesTheWorkersOnlyWhereThatIsMuchFaster() {
    assertThat(PaceMeter.bestWorkers(8, number -> 1)).isEqualTo(8);
    assertThat(PaceMeter.bestWorkers(8, number -> number == 4 ? 0.95 : 1)).isEqualTo(8);
    assertThat(PaceMeter.bestWorkers(8, number -> number == 4 ? 0.85 : 1)).isEqualTo(4);
    var busyOnce = new int[1];
    assertThat(PaceMeter.bestWorkers(8, number -> number == 8 && busyOnce[0]++ == 0 ? 9 : 1))
        .isEqualTo(8);
    assertThat(PaceMeter.bestWorkers(1, number -> Double.NaN)).isEqualTo(1);
  }

  @Test
  void doesWhatTheOptionsAskForWithoutMeasuring() {
    try (var embedder = open("folders/old/bert-cls", OPTIONS.threads(3).tokenBudget(77))) {
      assertThat(embedder.pace()).isEqualTo(new Pace(77, 3));
      assertThat(embedder.measured()).isEmpty();
    }
  }

  @Test
  void hasNoPaceWhenClosed() {
    var embedder = cls();
    embedder.close();
    assertThatThrownBy(embedder::pace)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was closed");
  }

  @Test
  void cutsTheWidthAndNormalizesOnlyWhatHasLengthOne() {
    var options = OPTIONS.truncateDim(8);
    try (var whole = cls();
        var cut = open("folders/old/bert-cls", options);
        var raw = open("folders/old/bert-mean", OPTIONS);
        var rawCut = open("folders/old/bert-mean", options)) {
      var text = List.of("the student answers");
      float[] vector = cut.embed(text).rows().getFirst();
      assertThat(vector).hasSize(cut.width());
      assertThat(Similarity.DOT.of(vector, vector)).isCloseTo(1, within(1e-6));
      float[] start = java.util.Arrays.copyOf(whole.embed(text).rows().getFirst(), 8);
      Cut.normalize(start);
      assertThat(difference(start, vector)).isLessThan(1e-6);
      assertThat(rawCut.embed(text).rows().getFirst())
          .containsExactly(java.util.Arrays.copyOf(raw.embed(text).rows().getFirst(), 8));
    }
  }

  @Test
  void givesATextWithoutTokensZeros(@TempDir Path folder) throws IOException {
    Path copy = TestFolders.copy("folders/old/modernbert-mean-dense", folder);
    Path file = copy.resolve("tokenizer.json");
    var tokenizer = (ObjectNode) JsonFile.read(file).root();
    Files.writeString(file, tokenizer.putNull("post_processor").toString()); // no special tokens
    var texts = new ArrayList<>(Collections.nCopies(12, "a")); // one token
    texts.set(0, "");
    texts.set(7, "");
    var progress = new AtomicLong();
    try (var embedder = OnnxEmbedder.open(ModelFolder.open(copy), OPTIONS)) {
      var rows = embedder.embed(texts, new Prompt.None(), (done, of) -> progress.set(done)).rows();
      assertThat(rows.get(0)).hasSize(embedder.width()).containsOnly(0);
      assertThat(rows.get(7)).containsOnly(0);
      assertThat(rows.get(11)).isEqualTo(rows.get(1)).doesNotContain(Float.NaN);
      assertThat(embedder.embed(List.of(""), new Prompt.None(), Progress.NONE).rows().getFirst())
          .containsOnly(0);
    }
    assertThat(progress).hasValue(12);
  }

  @Test
  void refusesToWorkWhenClosed() {
    var embedder = cls();
    embedder.close();
    embedder.close();
    assertThatThrownBy(() -> embedder.embed(List.of("a")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("was closed; open it again");
  }

  @Test
  void saysHowToGetAnInt8Graph() {
    var folder = ModelFolder.open(GoldenFiles.path("folders/old/bert-cls"));
    assertThatThrownBy(() -> OnnxEmbedder.open(folder, OPTIONS.precision(GraphPrecision.INT8)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no 8-bit graph onnx/model_int8.onnx; 'lyceum quantize");
  }
}
