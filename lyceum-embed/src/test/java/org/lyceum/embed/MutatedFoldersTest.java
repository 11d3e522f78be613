// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.text.JsonFile;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/**
 * Folders with one thing wrong: a clear error, or, where it changes nothing, the right vectors. A
 * folder holds its golden vectors, so that no wrong one passes silently.
 */
class MutatedFoldersTest {
  private static final int MUTATIONS = 125;
  private static final List<String> TEXTS = List.of("a small dog", "nothing");

  @TempDir Path temporary;
  private int count;

  private interface Mutation {
    void apply(Path folder, RandomGenerator random) throws IOException;
  }

  private static final List<Mutation> ALL =
      List.of(
          MutatedFoldersTest::cut,
          MutatedFoldersTest::overwrite,
          MutatedFoldersTest::reshape,
          MutatedFoldersTest::drop,
          MutatedFoldersTest::add,
          MutatedFoldersTest::notANumber,
          MutatedFoldersTest::absurd,
          MutatedFoldersTest::absurd,
          MutatedFoldersTest::removeSetting,
          MutatedFoldersTest::removeFile);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "roberta",
        "modernbert",
        "deberta-v3",
        "qwen3",
        "gemma3",
        "gpt-neox",
        "t5"
      })
  void areRefusedOrGiveTheRightVectors(String family) throws IOException {
    Path whole = temporary.resolve("whole");
    var mean = new StatedPooling(new Pooling.MeanPooling(), true);
    try (var read = ModelFolder.open(GoldenFiles.path("encoders/" + family), mean)) {
      ModelFolderWriter.write(ModelContent.of(read), whole, Dialect.OLD, false);
    }
    // the graph holds the weights once more and would be used instead of them
    Files.delete(whole.resolve("onnx/model.onnx"));
    List<float[]> right = vectors(whole);
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      var random = new Seed(i).stream(family);
      Path folder = TestFolders.copy(whole, temporary.resolve("mutated-" + count++));
      ALL.get(i % ALL.size()).apply(folder, random);
      refused += isRefused(folder, right, family + " " + i) ? 1 : 0;
    }
    assertThat(refused).isGreaterThan(MUTATIONS / 2);
  }

  private static List<float[]> vectors(Path folder) {
    try (var embedder = Embedders.open(folder.toString())) {
      return embedder.embed(TEXTS).rows();
    }
  }

  private static boolean isRefused(Path folder, List<float[]> right, String what) {
    List<float[]> found;
    try {
      found = vectors(folder);
    } catch (DataException | IllegalArgumentException e) {
      assertThat(e.getMessage()).as(what).isNotBlank();
      return true;
    }
    for (int i = 0; i < right.size(); i++) {
      assertThat(Similarity.COSINE.of(found.get(i), right.get(i))).as(what).isGreaterThan(0.9999);
    }
    return false;
  }

  private static Path weights(Path folder) {
    return folder.resolve("model.safetensors");
  }

  private static void cut(Path folder, RandomGenerator random) throws IOException {
    try (var file = new RandomAccessFile(weights(folder).toFile(), "rw")) {
      file.setLength(random.nextLong(file.length()));
    }
  }

  /** Bytes of the header, where lengths, types and offsets stand. */
  private static void overwrite(Path folder, RandomGenerator random) throws IOException {
    try (var file = new RandomAccessFile(weights(folder).toFile(), "rw")) {
      for (int i = 0; i < 4; i++) {
        file.seek(random.nextInt(300));
        file.write(random.nextInt(256));
      }
    }
  }

  private static void rewrite(Path folder, InMemoryWeights weights) {
    Safetensors.write(weights(folder), weights, Map.of());
  }

  private static InMemoryWeights read(Path folder) {
    return InMemoryWeights.copyOf(Safetensors.open(weights(folder)));
  }

  private static String any(List<String> names, RandomGenerator random) {
    return names.get(random.nextInt(names.size()));
  }

  private static void reshape(Path folder, RandomGenerator random) {
    var weights = read(folder);
    String name = any(List.copyOf(weights.names()), random);
    float[] values = weights.floats(name);
    var changed = new InMemoryWeights();
    for (String each : weights.names()) {
      if (each.equals(name)) {
        changed.put(each, Shape.of(1, values.length), values);
      } else {
        changed.put(each, weights.shape(each), weights.floats(each));
      }
    }
    rewrite(folder, changed);
  }

  private static void drop(Path folder, RandomGenerator random) {
    var weights = read(folder);
    String name = any(List.copyOf(weights.names()), random);
    var changed = new InMemoryWeights();
    for (String each : weights.names()) {
      if (!each.equals(name)) {
        changed.put(each, weights.shape(each), weights.floats(each));
      }
    }
    rewrite(folder, changed);
  }

  private static void add(Path folder, RandomGenerator random) {
    rewrite(folder, read(folder).put("extra." + random.nextInt(9), Shape.of(3), new float[3]));
  }

  private static void notANumber(Path folder, RandomGenerator random) {
    var weights = read(folder);
    String name = any(List.copyOf(weights.names()), random);
    float[] values = weights.floats(name);
    values[random.nextInt(values.length)] = Float.NaN;
    rewrite(folder, weights);
  }

  private static ObjectNode config(Path folder) {
    return JsonFile.read(folder.resolve("config.json")).object();
  }

  private static List<String> numbers(ObjectNode config) {
    var names = new ArrayList<String>();
    config
        .properties()
        .forEach(
            e -> {
              if (e.getValue().isNumber()) {
                names.add(e.getKey());
              }
            });
    return names;
  }

  private static void absurd(Path folder, RandomGenerator random) throws IOException {
    var config = config(folder);
    String name = any(numbers(config), random);
    switch (random.nextInt(6)) {
      case 0 -> config.put(name, 0);
      case 1 -> config.put(name, -3);
      case 2 -> config.put(name, Integer.MAX_VALUE);
      case 3 -> config.put(name, 1e300);
      case 4 -> config.put(name, "many");
      default -> config.putArray(name).add(7);
    }
    Files.writeString(folder.resolve("config.json"), config.toString());
  }

  private static void removeSetting(Path folder, RandomGenerator random) throws IOException {
    var config = config(folder);
    config.remove(any(numbers(config), random));
    Files.writeString(folder.resolve("config.json"), config.toString());
  }

  private static void removeFile(Path folder, RandomGenerator random) throws IOException {
    String name =
        any(
            List.of("config.json", "model.safetensors", "tokenizer.json", "1_Pooling/config.json"),
            random);
    Files.delete(folder.resolve(name));
  }
}
