// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.StatedPooling;
import org.lyceum.pooling.Pooling;
import org.lyceum.text.EncodeOptions;

class PromptedEmbedderTest {
  private static final List<String> TEXTS =
      List.of("a small dog", "the café 😀 barks", "nothing", "a dog and a cat and a bird sing");

  private static Path folder(String family) {
    return GoldenFiles.path("encoders/" + family + "/config.json").resolveSibling("");
  }

  private static PromptedEmbedder open(String family, Technique technique) {
    return PromptedEmbedder.open(folder(family), technique, EmbedderOptions.DEFAULT.threads(2));
  }

  private static float[] embed(String family, Technique technique, String text) {
    try (var embedder = open(family, technique)) {
      return embedder.embed(List.of(text)).rows().getFirst();
    }
  }

  /** The last states of all tokens of one text, by the plain encoder. */
  private static float[][] states(String family, String text) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    var mean = new StatedPooling(new Pooling.MeanPooling(), false);
    try (var model = ModelFolder.open(folder(family), mean);
        var session =
            environment.createSession(GraphExport.graph(model.spec(), model.weights()).toBytes())) {
      int[] ids = model.tokenizer().encode(text, EncodeOptions.PLAIN).ids();
      long[][] row = {Arrays.stream(ids).asLongStream().toArray()};
      long[][] ones = {new long[ids.length]};
      Arrays.fill(ones[0], 1);
      try (var input = OnnxTensor.createTensor(environment, row);
          var mask = OnnxTensor.createTensor(environment, ones);
          var result = session.run(Map.of(GraphExport.IDS, input, GraphExport.MASK, mask))) {
        return ((float[][][]) result.get(GraphExport.STATES).orElseThrow().getValue())[0];
      }
    }
  }

  /** The families differ in how many tokens the tokenizer puts behind a text. */
  @ParameterizedTest
  @CsvSource({"llama,0", "llama3,0", "mistral,0", "gemma3,1", "qwen3,1", "gpt2,0", "phi3,0"})
  void givesTheStateOfTheOpeningQuote(String family, int behind) throws OrtException {
    for (String text : TEXTS.subList(0, 2)) {
      float[][] all = states(family, "This sentence : \"%s\" means in one word:\"".formatted(text));
      float[] found = embed(family, Technique.promptEol(), text);
      Close.assertClose(family, found, all[all.length - 1 - behind]);
    }
  }

  @Test
  void givesTheStateOfTheTokenizersEndBehindAnInstruction() throws OrtException {
    float[][] all = states("qwen3", "Instruct: Find it\nQuery: a dog");
    Close.assertClose(
        "end", embed("qwen3", Technique.instruction("Find it"), "a dog"), all[all.length - 1]);
    try (var embedder = open("qwen3", Technique.instruction("Find it"))) {
      float[][] alone = states("qwen3", "a dog");
      var document = embedder.embedDocument(List.of("a dog")).rows().getFirst();
      Close.assertClose("document", document, alone[alone.length - 1]);
    }
  }

  @Test
  void givesTheMeanOfTheSecondCopyAlone() throws OrtException {
    // gpt2: no start, no end; words are split before bytes are merged, so heads are counted apart
    String head = "Rewrite the sentence: a small dog, rewritten sentence:";
    float[][] all = states("gpt2", head + " a small dog");
    int from = states("gpt2", head).length;
    float[] mean = new float[all[0].length];
    for (int i = from; i < all.length; i++) {
      for (int j = 0; j < mean.length; j++) {
        mean[j] += all[i][j] / (all.length - from);
      }
    }
    Close.assertClose("echo", embed("gpt2", Technique.echo(), "a small dog"), mean);
  }

  @Test
  void leavesTheStartOutOfTheMeanOfACausalModel() throws OrtException {
    float[][] all = states("llama", "a small dog");
    float[] mean = new float[all[0].length];
    for (float[] state : Arrays.copyOfRange(all, 1, all.length)) { // the first is <s>
      for (int j = 0; j < mean.length; j++) {
        mean[j] += state[j] / (all.length - 1);
      }
    }
    Close.assertClose("mean", embed("llama", Technique.mean(), "a small dog"), mean);
  }

  @Test
  void averagesTasksScaledToLengthOne() {
    var patterns = List.of("a : {x} b\"", "this {x} is \"", "\"{x}\" one word:\"", "{x} : ");
    double[] mean = new double[32];
    for (String pattern : patterns) {
      var one = TextTemplate.of(pattern, TextTemplate.Reading.END_OF_TEMPLATE);
      float[] vector =
          embed("llama", new Technique("one", List.of(one), List.of(one)), "a small dog");
      mean = Arrays.copyOf(mean, vector.length);
      double squares = 0;
      for (float value : vector) {
        squares += value * value;
      }
      for (int j = 0; j < mean.length; j++) {
        mean[j] += vector[j] / Math.sqrt(squares) / 4;
      }
    }
    float[] found = embed("llama", Technique.metaEol(patterns), "a small dog");
    for (int j = 0; j < mean.length; j++) {
      assertThat(found[j]).isCloseTo((float) mean[j], within(1e-6f));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"llama", "qwen3", "gpt-neox", "gemma3", "t5", "bert", "modernbert"})
  void givesATextTheSameVectorWhateverStandsBesideIt(String family) {
    for (Technique technique : List.of(Technique.promptEol(), Technique.echo(), Technique.mean())) {
      try (var embedder = open(family, technique)) {
        var several = new ArrayList<>(TEXTS);
        several.addAll(Collections.nCopies(40, "x y"));
        several.add("");
        var together = embedder.embed(several).rows();
        for (int i = 0; i < several.size(); i += i < 4 ? 1 : 20) {
          float[] alone = embedder.embed(List.of(several.get(i))).rows().getFirst();
          assertThat(Close.difference(alone, together.get(i), new long[0])).isLessThan(2e-6);
        }
      }
    }
  }

  @Test
  void countsTextsWithoutTokensAndNamesThoseThatWereCut() {
    try (var embedder = open("llama", Technique.promptEol())) {
      var vectors = embedder.embed(List.of("a", "", "dog ".repeat(200)));
      assertThat(embedder.withoutTokens()).isEqualTo(1);
      assertThat(vectors.truncated()).containsExactly(2);
      assertThat(vectors.rows().get(1)).isNotEqualTo(vectors.rows().get(0));
    }
    // no token at all: nothing to take a mean of
    float[] zeros = embed("gpt2", Technique.mean(), "");
    assertThat(zeros).containsOnly(0);
  }

  @Test
  void tellsTechniquesApartByTheirFingerprint() {
    try (var one = open("llama", Technique.promptEol());
        var other = open("llama", Technique.chainOfThought());
        var same = open("llama", Technique.promptEol())) {
      assertThat(one.fingerprint()).isNotEqualTo(other.fingerprint()).isEqualTo(same.fingerprint());
      assertThat(one.name()).isEqualTo("llama (prompt-eol)");
    }
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> open("gpt2", Technique.knowledge()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must leave room for a text")
        .hasMessageContaining("of the model's 64");
    var int8 = EmbedderOptions.DEFAULT.precision(GraphPrecision.INT8);
    assertThatThrownBy(() -> Embedders.open(folder("llama"), Technique.echo(), int8))
        .hasMessageContaining("leave out --int8");
    try (var embedder = open("llama", Technique.echo())) {
      embedder.close();
      assertThatThrownBy(() -> embedder.embed(List.of("a"))).hasMessageContaining("was closed");
    }
  }
}
