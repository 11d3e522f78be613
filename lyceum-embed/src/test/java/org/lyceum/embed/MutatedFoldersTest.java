// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.folder.Dialect;
import org.lyceum.folder.Golden;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.StatedPooling;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

/** Folders with one thing wrong: a clear error, or the vectors that the change should give. */
class MutatedFoldersTest {
  /** Lower-case, one of them longer than every window. */
  static final List<String> TEXTS =
      List.of("a small dog", "nothing", "the dog and the cat see the small house of the old man");

  private static final int MUTATIONS = 125;

  @TempDir Path temporary;
  private int count;

  private interface Mutation {
    /** Changes a folder and says what must come of it. */
    Expected apply(ChangedFolder folder);
  }

  private static final List<Mutation> ALL =
      List.of(
          WeightMutations::cut,
          WeightMutations::overwrite,
          WeightMutations::reshape,
          WeightMutations::drop,
          WeightMutations::drop,
          WeightMutations::notANumber,
          WeightMutations::integers,
          WeightMutations::halves,
          WeightMutations::more,
          WeightMutations::moreBias,
          WeightMutations::twice,
          ConfigMutations::absurdNumber,
          ConfigMutations::absurdNumber,
          ConfigMutations::otherNumber,
          ConfigMutations::otherNumber,
          ConfigMutations::otherString,
          ConfigMutations::otherFlag,
          ConfigMutations::noFlag,
          ConfigMutations::otherObject,
          ConfigMutations::noList,
          ConfigMutations::unknown,
          ConfigMutations::remove,
          ConfigMutations::remove,
          FileMutations::cut,
          FileMutations::remove,
          FileMutations::tokenizer,
          FileMutations::tokenizerSettings,
          FileMutations::limits,
          FileMutations::use,
          FileMutations::pooling,
          FileMutations::modules,
          WeightMutations::graph);

  private static final List<Mutation> VOUCHED =
      List.of(WeightMutations::vouchedGraph, WeightMutations::golden);

  private static final List<Mutation> OTHERS =
      List.of(ConfigMutations::fewerLayers, FileMutations::samePlace, FileMutations::pooling);

  /** A folder as Lyceum writes it, with golden vectors and a graph. */
  private Path written(String family) {
    Path whole = temporary.resolve("whole");
    var mean = new StatedPooling(new Pooling.MeanPooling(), true);
    try (var read = ModelFolder.open(GoldenFiles.path("encoders/" + family), mean)) {
      ModelFolderWriter.write(ModelContent.of(read), whole, Dialect.OLD, false);
    }
    return whole;
  }

  /** A folder as others publish it: with the heads and settings of the checkpoint. */
  private Path published(String family) throws IOException {
    Path whole = written(family);
    Files.delete(whole.resolve(Golden.FILE));
    for (String name : List.of("config.json", "model.safetensors")) {
      Path original = GoldenFiles.path("encoders/" + family + "/" + name);
      Files.write(whole.resolve(name), Files.readAllBytes(original));
    }
    return whole;
  }

  static Stream<String> families() {
    return Stream.of(
        "bert", "roberta", "modernbert", "deberta-v3", "qwen3", "gemma3", "gpt-neox", "t5");
  }

  @ParameterizedTest
  @MethodSource("families")
  void areRefusedOrGiveWhatTheChangeMeans(String family) throws IOException {
    Path whole = published(family);
    var right = vectors(whole);
    int refused = 0;
    var softly = new SoftAssertions();
    for (int i = 0; i < MUTATIONS; i++) {
      String what = family + " " + i;
      var folder = changed(whole, family, i);
      var expected = ALL.get(i % ALL.size()).apply(folder);
      var found = vectorsOrNull(folder.path(), what);
      softly.check(() -> expected.check(what, found, right));
      refused += found == null ? 1 : 0;
    }
    softly.assertAll();
    assertThat(refused).isBetween(MUTATIONS / 3, MUTATIONS - 10);
  }

  @ParameterizedTest
  @MethodSource("families")
  void areRefusedOrGiveTheirGoldenVectors(String family) {
    Path whole = written(family);
    var right = vectors(whole);
    var softly = new SoftAssertions();
    for (int i = 0; i < MUTATIONS / 2; i++) {
      String what = family + " " + i;
      var folder = changed(whole, family, MUTATIONS + i);
      ALL.get(i % (ALL.size() - 1)).apply(folder);
      var found = vectorsOrNull(folder.path(), what);
      softly.check(() -> Expected.REFUSED_OR_NEAR.check(what, found, right));
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "modernbert", "qwen3", "t5"})
  void areRefusedWhereTheirGraphOrGoldenVectorsAreDamaged(String family) {
    Path whole = written(family);
    var right = vectors(whole);
    for (int i = 0; i < 20; i++) {
      var folder = changed(whole, family, i);
      var expected = VOUCHED.get(i % VOUCHED.size()).apply(folder);
      expected.check(family + " " + i, vectorsOrNull(folder.path(), family + " " + i), right);
    }
  }

  /** The graph and the golden vectors are still those of the model. */
  @ParameterizedTest
  @MethodSource("families")
  void areRefusedWhereTheyDescribeAnotherModel(String family) {
    Path whole = written(family);
    var right = vectors(whole);
    for (int i = 0; i < 3 * OTHERS.size(); i++) {
      var folder = changed(whole, family, i);
      OTHERS.get(i % OTHERS.size()).apply(folder);
      String what = family + " " + i;
      Expected.REFUSED.check(what, vectorsOrNull(folder.path(), what), right);
    }
  }

  private ChangedFolder changed(Path whole, String family, int i) {
    Path copy = TestFolders.copy(whole, temporary.resolve("mutated-" + count++));
    return new ChangedFolder(copy, family, new Seed(i).stream(family));
  }

  static List<float[]> vectors(Path folder) {
    var options = EmbedderOptions.DEFAULT.threads(1);
    try (var embedder = Embedders.open(folder, options)) {
      return embedder.embed(TEXTS).rows();
    }
  }

  /** Null where the folder is refused, with a reason. */
  private static @Nullable List<float[]> vectorsOrNull(Path folder, String what) {
    try {
      return vectors(folder);
    } catch (DataException e) {
      assertThat(e.getMessage()).as(what).contains(folder.toString());
      return null;
    }
  }
}
