// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.family.DepthUpScaling;
import org.lyceum.family.Families;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.Similarity;
import org.lyceum.folder.StatedPooling;
import org.lyceum.pooling.Pooling;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

class DepthUpScalingTest {
  private static final List<String> TEXTS = List.of("a small dog", "the café barks", "nothing");

  @TempDir Path folder;

  private static ModelFolder open(String family) {
    return ModelFolder.open(
        GoldenFiles.path("encoders/" + family + "/config.json").resolveSibling(""),
        new StatedPooling(new Pooling.MeanPooling(), false));
  }

  private static JsonFile config(String family) {
    return JsonFile.read(GoldenFiles.path("encoders/" + family + "/config.json"));
  }

  private static DepthUpScaling choose(String family, int depth, Double... cosines) {
    JsonFile config = config(family);
    return DepthUpScaling.choose(
        List.of(cosines), depth, layers -> layers.settings(Families.of(config), config.object()));
  }

  @Test
  void copiesLayers12To27Of32BehindThemselves() {
    // Young et al.: 0..27, then 12..27 once more, then 28..31
    var order = new DepthUpScaling(32, 12, 16).subset().kept();
    var wanted =
        Stream.of(IntStream.range(0, 28), IntStream.range(12, 28), IntStream.range(28, 32))
            .flatMap(IntStream::boxed)
            .toList();
    assertThat(order).hasSize(48).isEqualTo(wanted);
  }

  @Test
  void takesTheBlockThatChangesTheStreamLeast() {
    var cosines = new ArrayList<>(Collections.nCopies(32, 0.99));
    for (int layer : new int[] {0, 3, 7, 11, 28, 31}) {
      cosines.set(layer, 0.7);
    }
    assertThat(DepthUpScaling.choose(cosines, 48, layers -> {}))
        .isEqualTo(new DepthUpScaling(32, 12, 16));
    var same = Collections.nCopies(32, 0.99);
    assertThat(DepthUpScaling.choose(same, 48, layers -> {}))
        .isEqualTo(new DepthUpScaling(32, 8, 16)); // all alike: the middle
  }

  @Test
  void keepsLayersWhatTheyAreByTheirPlace() {
    // ModernBERT: every third layer sees all, the first has no norm; three copies keep the rest
    assertThat(choose("modernbert", 7, 1.0, 1.0, 0.5, 0.5)).isEqualTo(new DepthUpScaling(4, 1, 3));
    assertThatThrownBy(() -> choose("modernbert", 6, 1.0, 1.0, 1.0, 1.0))
        .hasMessageContaining("no block of 2 layers can stand twice")
        .hasMessageContaining("depends on its place");
    // Gemma 3 names types: sliding, sliding, full, sliding
    var block = choose("gemma3", 6, 0.1, 0.9, 0.9, 0.1);
    assertThat(block.from()).isEqualTo(1);
    var config = config("gemma3");
    var deeper = block.subset().settings(Families.of(config), config.object());
    assertThat(deeper.path("num_hidden_layers").asInt()).isEqualTo(6);
    assertThat(deeper.path("layer_types").toString().replaceAll("_attention|[\"\\[\\]]", ""))
        .isEqualTo("sliding,sliding,full,sliding,full,sliding");
  }

  @Test
  void refusesDepthsThatAreNoDeeper() {
    for (int depth : new int[] {3, 7}) {
      assertThatThrownBy(() -> choose("llama", depth, 1.0, 1.0, 1.0))
          .hasMessageContaining("must have 4 to 6 layers, got " + depth);
    }
    assertThatThrownBy(() -> new DepthUpScaling(6, 4, 3)).hasMessageContaining("got 3 layers from");
  }

  /** What the copies add to the stream is 0. */
  private static Weights silenced(Weights weights, DepthUpScaling block) {
    var silent = InMemoryWeights.copyOf(weights);
    for (String name : weights.names()) {
      for (int i = block.from() + block.count(); i < block.from() + 2 * block.count(); i++) {
        if (name.matches(
            "(layers|h)\\." + i + "\\..*(o_proj|down_proj|c_proj|Wo)\\.(weight|bias)")) {
          silent.put(name, weights.shape(name), new float[weights.floats(name).length]);
        }
      }
    }
    return silent;
  }

  private void write(ModelFolder model, DepthUpScaling block, Weights weights, Path target) {
    var whole = ModelContent.of(model);
    ModelFolderWriter.write(
        new ModelContent(
            whole.spec().withBackbone(model.backbone().of(block.subset())),
            weights,
            whole.tokenizer(),
            whole.readme(),
            null,
            null),
        target);
  }

  @ParameterizedTest
  @CsvSource({"llama,1,2", "qwen3,0,3", "gpt2,1,1", "gemma3,1,2", "modernbert,1,3", "phi3,2,1"})
  void givesTheSameVectorsWhereTheCopiesDoNothing(String family, int from, int count) {
    Path target = folder.resolve("deeper");
    Path changed = folder.resolve("changed");
    List<float[]> before;
    try (var model = open(family)) {
      var block =
          new DepthUpScaling(
              config(family).integer(family.equals("gpt2") ? "n_layer" : "num_hidden_layers"),
              from,
              count);
      var weights = block.subset().of(model.weights());
      write(model, block, silenced(weights, block), target);
      write(model, block, weights, changed);
      before = vectors(Embedders.open(model, EmbedderOptions.DEFAULT));
    }
    var after = vectors(Embedders.open(target.toString()));
    var different = vectors(Embedders.open(changed.toString()));
    for (int i = 0; i < TEXTS.size(); i++) {
      assertThat(Close.difference(before.get(i), after.get(i), new long[0])).isLessThan(1e-6);
      assertThat(Close.difference(before.get(i), different.get(i), new long[0]))
          .isGreaterThan(1e-3);
    }
  }

  private static List<float[]> vectors(Embedder opened) {
    try (opened) {
      return opened.embed(TEXTS).rows();
    }
  }

  @Test
  void writesCopiesThatShareNothing() {
    Path target = folder.resolve("deeper");
    try (var model = open("llama")) {
      var block = new DepthUpScaling(3, 1, 2);
      write(model, block, block.subset().of(model.weights()), target);
    }
    var file = Safetensors.open(target.resolve("model.safetensors"));
    for (int i : new int[] {1, 2}) {
      String part = ".mlp.up_proj.weight";
      assertThat(file.floats("layers." + i + part))
          .isEqualTo(file.floats("layers." + (i + 2) + part));
    }
    assertThat(JsonFile.read(target.resolve("config.json")).integer("num_hidden_layers"))
        .isEqualTo(5);
  }

  /** Against the reference's hidden states; Llama's last ones there are those behind the norm. */
  @ParameterizedTest
  @CsvSource({"bert,right,3", "modernbert,right,4", "llama,right_causal,2"})
  void measuresTheCosineOfTheStreamBeforeAndAfterEachLayer(String family, String side, int layers) {
    var wanted = Safetensors.open(GoldenFiles.path("encoders/" + family + "/expected.safetensors"));
    int tokens = 17; // the third text, which is padded to 40
    int[] ids = new int[tokens];
    long[] all = wanted.longs(side + ".input_ids");
    Arrays.setAll(ids, i -> (int) all[2 * 40 + i]);
    int[] types = new int[tokens];
    if (wanted.names().contains(side + ".token_type_ids")) {
      long[] given = wanted.longs(side + ".token_type_ids");
      Arrays.setAll(types, i -> (int) given[2 * 40 + i]);
    }
    try (var model = open(family);
        var measure = new LayerCosines(model)) {
      float[][] found = measure.ofTokens(ids, types);
      int width = model.width();
      for (int layer = 0; layer < layers; layer++) {
        float[] before = wanted.floats(side + ".hidden." + layer);
        float[] after = wanted.floats(side + ".hidden." + (layer + 1));
        for (int i = 0; i < tokens; i++) {
          int from = (2 * 40 + i) * width;
          double cosine =
              Similarity.COSINE.of(
                  Arrays.copyOfRange(before, from, from + width),
                  Arrays.copyOfRange(after, from, from + width));
          assertThat((double) found[i][layer]).isCloseTo(cosine, within(1e-5));
        }
      }
    }
  }

  @Test
  void averagesOverTokensAndNotOverTexts() {
    try (var model = open("llama");
        var measure = new LayerCosines(model)) {
      double sum = 0;
      int tokens = 0;
      for (String text : TEXTS) {
        int own = model.tokenizer().encodeWithoutSpecials(List.of(text)).getFirst().length();
        sum += measure.of(List.of(text)).get(1) * own;
        tokens += own;
      }
      assertThat(measure.of(TEXTS).get(1)).isCloseTo(sum / tokens, within(1e-9));
    }
  }

  @Test
  void measuresOneForALayerThatDoesNothing() {
    Path target = folder.resolve("deeper");
    try (var model = open("llama")) {
      var block = new DepthUpScaling(3, 1, 1);
      write(model, block, silenced(block.subset().of(model.weights()), block), target);
    }
    try (var model = ModelFolder.open(target);
        var measure = new LayerCosines(model)) {
      var cosines = measure.of(TEXTS);
      assertThat(cosines.get(2)).isCloseTo(1, within(1e-6));
      assertThat(Arrays.asList(cosines.get(0), cosines.get(1), cosines.get(3)))
          .allMatch(cosine -> cosine < 0.9999);
      assertThatThrownBy(() -> measure.of(List.of(""))).hasMessageContaining("must have tokens");
    }
  }
}
