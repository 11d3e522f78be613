// SPDX-License-Identifier: Apache-2.0
package org.lyceum.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.Checkpoint;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

class GeneratorTest {
  private static final int[] TEXT = new Random(3).ints(30, 10, 400).toArray();

  private static Generator open(String family) {
    return Generator.of(Checkpoint.open(GoldenFiles.path("encoders/" + family)));
  }

  private static float[] logits(Generator generator, int... cuts) {
    try (var scope = Scope.open("test");
        var guard = Torch.noGrad()) {
      var text = generator.begin();
      int from = 0;
      float[] last = {};
      for (int cut : cuts) {
        last = text.logits(Arrays.copyOfRange(TEXT, from, cut));
        from = cut;
      }
      assertThat(text.past().length()).isEqualTo(from);
      return last;
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "llama",
        "llama3",
        "mistral",
        "qwen2",
        "qwen3",
        "gemma",
        "gemma3",
        "phi3",
        "olmo2",
        "gpt2",
        "gpt-neox"
      })
  void readsEachTokenOnceWithTheSameResult(String family) {
    try (var generator = open(family)) {
      float[] atOnce = logits(generator, 30);
      float[] inParts = logits(generator, 11, 12, 13, 25, 30);
      for (int i = 0; i < atOnce.length; i++) {
        assertThat(inParts[i])
            .as("%s %d", family, i)
            .isCloseTo(atOnce[i], org.assertj.core.api.Assertions.within(2e-5f));
      }
    }
  }

  @Test
  void writesTheLikeliestUntilAnEnd() {
    try (var generator = open("llama3")) {
      int[] prompt = Arrays.copyOf(TEXT, 5);
      int[] written = generator.write(prompt, 8, id -> false);
      assertThat(written).hasSize(8);
      // the same, one token at a time from the whole text
      int[] sofar = prompt;
      for (int id : written) {
        assertThat(generator.write(sofar, 1, any -> false)).containsExactly(id);
        sofar = Arrays.copyOf(sofar, sofar.length + 1);
        sofar[sofar.length - 1] = id;
      }
      int third = written[2];
      int first = 0;
      while (written[first] != third) {
        first++;
      }
      assertThat(generator.write(prompt, 8, id -> id == third))
          .containsExactly(Arrays.copyOf(written, first));
    }
  }

  @Test
  void leavesNoTensorBehind() {
    try (var generator = open("qwen3")) {
      generator.write(new int[] {5}, 3, id -> false);
      long before = Torch.live();
      generator.write(new int[] {5, 6, 7}, 20, id -> false);
      assertThat(Torch.live()).isEqualTo(before);
    }
  }

  @Test
  void refusesWhatCannotWrite() {
    assertThatThrownBy(() -> open("bert"))
        .hasMessageContaining("must be a causal language model to write, got a bert encoder");
    try (var generator = open("gpt2")) {
      assertThatThrownBy(() -> generator.write(new int[0], 1, id -> false))
          .hasMessageContaining("at least one token");
      assertThatThrownBy(() -> generator.write(TEXT, 40, id -> false))
          .hasMessageContaining("at most 64 tokens together, got 30 and 40");
    }
  }
}
