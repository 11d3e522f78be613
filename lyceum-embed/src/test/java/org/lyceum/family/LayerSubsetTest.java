// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.files.JsonFile;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

class LayerSubsetTest {
  private static JsonFile config(String family) {
    return JsonFile.read(GoldenFiles.path("encoders/" + family + "/config.json"));
  }

  private static Weights weights(String family) {
    var path = GoldenFiles.path("encoders/" + family + "/model.safetensors");
    return Families.of(config(family)).names().canonical(Safetensors.open(path));
  }

  private static ObjectNode settings(String family, Integer... kept) {
    var config = config(family);
    var whole = Families.of(config);
    return new LayerSubset(List.of(kept)).settings(whole, config.object());
  }

  @Test
  void countsLayersAnew() {
    var two = new LayerSubset(List.of(2, 0)).of(weights("qwen3"));
    var all = weights("qwen3");
    assertThat(two.floats("layers.0.mlp.up_proj.weight"))
        .isEqualTo(all.floats("layers.2.mlp.up_proj.weight"));
    assertThat(two.floats("layers.1.mlp.up_proj.weight"))
        .isEqualTo(all.floats("layers.0.mlp.up_proj.weight"));
    assertThat(two.names()).noneMatch(name -> name.startsWith("layers.2."));
  }

  @Test
  void makesAModelDeeperByTakingLayersTwice() {
    var five = new LayerSubset(List.of(0, 1, 2, 1, 2)).of(weights("llama"));
    assertThat(five.floats("layers.3.mlp.up_proj.weight"))
        .isEqualTo(five.floats("layers.1.mlp.up_proj.weight"));
    assertThat(settings("llama", 0, 1, 2, 1, 2).path("num_hidden_layers").asInt()).isEqualTo(5);
  }

  @Test
  void keepsTheTypeOfEachLayer() {
    // sliding, sliding, full, sliding
    assertThat(settings("gemma3", 2, 3).path("layer_types").toString())
        .isEqualTo("[\"full_attention\",\"sliding_attention\"]");
  }

  @Test
  void refusesALayerThatWouldBecomeAnother() {
    assertThatThrownBy(() -> settings("modernbert", 0, 3))
        .hasMessageContaining("layer 3 of a modernbert encoder cannot become layer 1");
    assertThatThrownBy(() -> settings("t5", 1, 2))
        .hasMessageContaining("layer 1 of a t5 encoder cannot become layer 0");
  }

  @Test
  void refusesLayersThatAreNotThere() {
    assertThatThrownBy(() -> new LayerSubset(List.of(0, 3)).of(weights("qwen3")))
        .hasMessageContaining("must be among [0, 1, 2], got 3");
    assertThatThrownBy(() -> new LayerSubset(List.of(0)).of(weights("albert")))
        .hasMessageContaining("share their parameters");
    assertThatThrownBy(() -> settings("llama", 7)).hasMessageContaining("must lie in 0..2, got 7");
    assertThatThrownBy(() -> settings("qwen3", -1))
        .hasMessageContaining("must lie in 0..2, got -1");
    assertThatThrownBy(() -> new LayerSubset(List.of())).hasMessageContaining("at least one");
  }
}
