// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.Quantization.Ranges;

class QuantizationTest {
  private static List<float[]> rows(JsonNode node) {
    var rows = new ArrayList<float[]>();
    for (JsonNode row : node) {
      float[] values = new float[row.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = row.get(i).floatValue();
      }
      rows.add(values);
    }
    return rows;
  }

  private static Ranges ranges(JsonNode inputs) {
    if (inputs.has("ranges")) {
      var given = rows(inputs.path("ranges"));
      return new Ranges(given.get(0), given.get(1));
    }
    return Ranges.of(
        rows(
            inputs.path(
                inputs.has("calibration_embeddings") ? "calibration_embeddings" : "embeddings")));
  }

  private static int number(Quantization quantization, byte value) {
    return quantization.isUnsigned() ? value & 0xFF : value;
  }

  /** Vectors are single precision here, so the reference's double precision cases are left out. */
  @Test
  void givesTheBytesOfTheReference() {
    var cases =
        StreamSupport.stream(
                GoldenFiles.json("mining/quantize_embeddings.json").path("cases").spliterator(),
                false)
            .filter(c -> c.path("options").path("dtype").asText("float32").equals("float32"))
            .filter(c -> !c.path("options").path("precision").asText().equals("float32"))
            .toList();
    assertThat(cases).hasSize(12);
    for (JsonNode one : cases) {
      var quantization =
          Quantization.valueOf(
              one.path("options").path("precision").asText().toUpperCase(Locale.ROOT));
      var vectors = rows(one.path("inputs").path("embeddings"));
      for (int i = 0; i < vectors.size(); i++) {
        byte[] found =
            quantization.needsRanges()
                ? quantization.quantize(vectors.get(i), ranges(one.path("inputs")))
                : quantization.quantize(vectors.get(i));
        JsonNode wanted = one.path("expected").get(i);
        assertThat(found).hasSize(wanted.size());
        assertThat(found).hasSize(quantization.bytes(vectors.get(i).length));
        for (int j = 0; j < found.length; j++) {
          assertThat(number(quantization, found[j]))
              .as("%s, row %d, byte %d", one.path("case").asText(), i, j)
              .isEqualTo(wanted.get(j).asInt());
        }
      }
    }
  }

  @Test
  void clipsWhatLiesOutsideTheRanges() {
    var ranges = new Ranges(new float[] {0, 0}, new float[] {1, 1});
    assertThat(Quantization.INT8.quantize(new float[] {-5, 5}, ranges))
        .containsExactly((byte) -128, (byte) 127);
    assertThat(Quantization.UINT8.quantize(new float[] {-5, 5}, ranges))
        .containsExactly((byte) 0, (byte) 255);
  }

  @Test
  void refusesWhatCannotBe() {
    assertThatThrownBy(() -> Ranges.of(List.of())).hasMessageContaining("at least one vector");
    assertThatThrownBy(() -> new Ranges(new float[] {1}, new float[] {0}))
        .hasMessageContaining("dimension 0 must have finite bounds low <= high, got 1.0 and 0.0");
    assertThatThrownBy(() -> new Ranges(new float[] {Float.NaN}, new float[] {0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Ranges(new float[1], new float[2]))
        .hasMessageContaining("got 1 and 2");
    var ranges = new Ranges(new float[] {0}, new float[] {1});
    assertThatThrownBy(() -> Quantization.INT8.quantize(new float[2], ranges))
        .hasMessageContaining("width 1, got one of 2");
    assertThatThrownBy(() -> Quantization.INT8.quantize(new float[1]))
        .hasMessageContaining("needs ranges");
    assertThatThrownBy(() -> Quantization.BINARY.quantize(new float[1], ranges))
        .hasMessageContaining("takes no ranges");
  }
}
