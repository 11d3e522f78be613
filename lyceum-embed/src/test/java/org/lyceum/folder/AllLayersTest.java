// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.files.JsonFile;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** A configuration that says fewer layers than the weights have. */
class AllLayersTest {
  private static final StatedPooling MEAN = new StatedPooling(new Pooling.MeanPooling(), true);

  @TempDir Path temporary;

  private Path copy(String folder) {
    return TestFolders.copy(GoldenFiles.path(folder), temporary.resolve("copy"));
  }

  private static void set(Path config, String key, int number) throws IOException {
    var settings = JsonFile.read(config).object().deepCopy();
    if (!settings.has(key)) {
      throw new IllegalArgumentException("%s has no %s".formatted(config, key));
    }
    Files.writeString(config, settings.put(key, number).toString());
  }

  @ParameterizedTest
  @CsvSource({
    "bert,num_hidden_layers",
    "distilbert,n_layers",
    "gpt2,n_layer",
    "t5,num_layers",
    "modernbert,num_hidden_layers",
    "bart,encoder_layers",
    "deberta-v3,num_hidden_layers"
  })
  void isRefused(String family, String key) throws IOException {
    Path copy = copy("encoders/" + family);
    int layers = JsonFile.read(copy.resolve("config.json")).integer(key);
    set(copy.resolve("config.json"), key, layers - 1);
    assertThatThrownBy(() -> ModelFolder.open(copy, MEAN).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(copy.toString())
        .hasMessageContaining("config.json")
        .hasMessageContaining("%d layers".formatted(layers - 1));
    assertThatThrownBy(() -> FolderParts.of(copy).weights().run())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("%d layers".formatted(layers - 1));
  }

  private static @Nullable String key(Path config) {
    var settings = JsonFile.read(config).root();
    return Stream.of("num_hidden_layers", "n_layers", "num_layers")
        .filter(settings::has)
        .findFirst()
        .orElse(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "distilbert", "t5"})
  void isRefusedWhereItSaysNone(String family) throws IOException {
    Path copy = copy("encoders/" + family);
    Path config = copy.resolve("config.json");
    set(config, requireNonNull(key(config)), 0);
    assertThatThrownBy(() -> ModelFolder.open(copy, MEAN).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 layers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"splade", "cross-encoder", "router"})
  void isRefusedInModelsOfOtherKinds(String name) throws IOException {
    Path copy = copy("folders/st6/" + name);
    Path config;
    try (var all = Files.walk(copy)) {
      config =
          all.filter(file -> file.endsWith("config.json"))
              .filter(file -> key(file) != null)
              .sorted()
              .findFirst()
              .orElseThrow();
    }
    String key = requireNonNull(key(config));
    set(config, key, 1);
    assertThatThrownBy(() -> SavedModel.open(copy).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("1 layers");
    set(config, key, 0);
    assertThatThrownBy(() -> SavedModel.open(copy).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("0 layers");
  }

  @Test
  void isNotAModelOfNoLayersWithOtherTowersAndNumberedHeads() throws IOException {
    Path copy = copy("encoders/bert");
    set(copy.resolve("config.json"), "num_hidden_layers", 0);
    var old = Safetensors.open(copy.resolve("model.safetensors"));
    var left = new InMemoryWeights();
    for (String name : old.names()) {
      if (!name.contains("encoder.layer.")) {
        left.put(name, old.shape(name), old.floats(name));
      }
    }
    left.put("head.0.weight", Shape.of(1), new float[1]);
    left.put("vision.encoder.layer.0.weight", Shape.of(1), new float[1]);
    Path file = copy.resolve("model.safetensors");
    Files.delete(file);
    Safetensors.write(file, left, Map.of());
    ModelFolder.open(copy, MEAN).close();
  }
}
