// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.Close.assertClose;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Packing;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;
import org.lyceum.weights.Safetensors;

/** What holds of every text encoder: neighbours, padding and packing change nothing. */
class FamilyLawsTest {
  private static final int[] LENGTHS = {7, 7, 1, 12};
  private static final int WIDTH = 32;
  private static final int LONGEST = 12;

  private interface Law {
    void check(Architecture architecture, Transformer encoder, int[][] texts);
  }

  private static void holds(String family, Law law) {
    Path folder = GoldenFiles.path("encoders/" + family);
    var architecture = Families.of(JsonFile.read(folder.resolve("config.json")));
    var weights =
        architecture.names().canonical(Safetensors.open(folder.resolve("model.safetensors")));
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("law");
        var guard = Torch.noGrad()) {
      law.check(architecture, architecture.load(parameters), texts(architecture));
    }
  }

  /** Ids above those of special tokens. */
  private static int[][] texts(Architecture architecture) {
    var random = new Random(7);
    int[][] texts = new int[LENGTHS.length][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = random.ints(LENGTHS[i], 10, architecture.sizes().vocabulary() - 10).toArray();
    }
    return texts;
  }

  private static Tensor ids(int[] text) {
    return Torch.tensor(Arrays.stream(text).asLongStream().toArray(), 1, text.length);
  }

  private static float[] alone(Transformer encoder, int[] text) {
    return encoder.encode(new Tokens(ids(text), null, null)).last().floats();
  }

  private static Tokens padded(int[][] texts, boolean left) {
    long[] ids = new long[texts.length * LONGEST];
    long[] mask = new long[ids.length];
    for (int i = 0; i < texts.length; i++) {
      int start = i * LONGEST + (left ? LONGEST - texts[i].length : 0);
      for (int t = 0; t < texts[i].length; t++) {
        ids[start + t] = texts[i][t];
        mask[start + t] = 1;
      }
    }
    return new Tokens(
        Torch.tensor(ids, texts.length, LONGEST), Torch.tensor(mask, texts.length, LONGEST), null);
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#all")
  void givesATextTheSameStatesAloneAndInAPaddedBatch(String family) {
    holds(
        family,
        (architecture, encoder, texts) -> {
          float[] all = encoder.encode(padded(texts, false)).last().floats();
          for (int i = 0; i < texts.length; i++) {
            int from = i * LONGEST * WIDTH;
            float[] found = Arrays.copyOfRange(all, from, from + texts[i].length * WIDTH);
            assertClose(family + " text " + i, found, alone(encoder, texts[i]));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#causal")
  void givesATextTheSameStatesWhereverPaddingIs(String family) {
    holds(
        family,
        (architecture, encoder, texts) -> {
          float[] all = encoder.encode(padded(texts, true)).last().floats();
          for (int i = 0; i < texts.length; i++) {
            int end = (i + 1) * LONGEST * WIDTH;
            float[] found = Arrays.copyOfRange(all, end - texts[i].length * WIDTH, end);
            assertClose(family + " text " + i, found, alone(encoder, texts[i]));
          }
        });
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#all")
  void givesATextTheSameStatesAloneAndPacked(String family) {
    holds(
        family,
        (architecture, encoder, texts) -> {
          long[] row = Arrays.stream(texts).flatMapToInt(Arrays::stream).asLongStream().toArray();
          long[] positions =
              Arrays.stream(LENGTHS)
                  .flatMap(n -> java.util.stream.IntStream.range(0, n))
                  .asLongStream()
                  .toArray();
          var packing = new Packing(Packing.runs(LENGTHS), Torch.tensor(positions, 1, row.length));
          var tokens = new Tokens(Torch.tensor(row, 1, row.length), null, null, packing);
          float[] all = encoder.encode(tokens).last().floats();
          int from = 0;
          for (int[] text : texts) {
            int to = from + text.length * WIDTH;
            assertClose(family, Arrays.copyOfRange(all, from, to), alone(encoder, text));
            from = to;
          }
        });
  }

  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#causal")
  void seesWhatComesLaterOnlyWhereItIsNotCausal(String family) {
    holds(
        family,
        (architecture, encoder, texts) -> {
          int[] text = texts[3];
          int[] start = Arrays.copyOf(text, 5);
          float[] whole = Arrays.copyOf(alone(encoder, text), 5 * WIDTH);
          assertThat(architecture.causal()).isTrue();
          assertClose(family, whole, alone(encoder, start));
        });
    Path folder = GoldenFiles.path("encoders/" + family);
    var both = Families.of(JsonFile.read(folder.resolve("config.json"))).causal(false);
    assertThat(both.causal()).isFalse();
    var weights = both.names().canonical(Safetensors.open(folder.resolve("model.safetensors")));
    try (var parameters = TorchParameters.load(weights, DType.F32, false);
        var scope = Scope.open("law")) {
      var encoder = both.load(parameters);
      int[] text = texts(both)[3];
      float[] whole = Arrays.copyOf(alone(encoder, text), 5 * WIDTH);
      assertThat(whole).isNotEqualTo(alone(encoder, Arrays.copyOf(text, 5)));
    }
  }

  /** Windows and all else: the same model, not one that is like it. */
  @ParameterizedTest
  @MethodSource("org.lyceum.TextFamilies#causal")
  void isTheSameThereAndBack(String family) {
    Path folder = GoldenFiles.path("encoders/" + family);
    var config = (ObjectNode) JsonFile.read(folder.resolve("config.json")).root().deepCopy();
    if (family.equals("mistral") || family.equals("phi3")) {
      config.put("sliding_window", 8);
    }
    var causal = Families.of(new JsonFile(Path.of("config.json"), config));
    var back = causal.causal(false).causal(true);
    for (int layer = 0; layer < causal.sizes().layers(); layer++) {
      assertThat(back.place(layer)).isEqualTo(causal.place(layer));
    }
    assertThat(back).hasToString(causal.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "modernbert", "t5"})
  void hasNoSwitchWhereTheFamilyHasNone(String family) {
    Path folder = GoldenFiles.path("encoders/" + family);
    var architecture = Families.of(JsonFile.read(folder.resolve("config.json")));
    assertThat(architecture.causal(false)).isSameAs(architecture);
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> architecture.causal(true))
        .hasMessageContaining("is always bidirectional");
  }
}
