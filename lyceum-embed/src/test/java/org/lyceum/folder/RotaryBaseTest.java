// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;

class RotaryBaseTest {
  private static Backbone backbone(String family) {
    return FolderReader.backbone(GoldenFiles.path("encoders/" + family));
  }

  private static ObjectNode settings(Backbone backbone) {
    return ((Backbone.OfFamily) backbone).settings();
  }

  @ParameterizedTest
  @CsvSource({"llama, rope_theta", "gemma3, rope_theta", "modernbert, global_rope_theta"})
  void changesTheBaseOfLayersThatSeeAllAndNothingElse(String family, String name) {
    Backbone before = backbone(family);
    Backbone after = before.withRotaryBase(2_000_000);
    ObjectNode expected = settings(before).deepCopy().put(name, 2_000_000.0);
    assertThat(settings(after)).isEqualTo(expected).isNotEqualTo(settings(before));
    assertThat(after).isNotEqualTo(before);
  }

  @Test
  void refusesAnEncoderWithoutRotaryPositions() {
    Backbone bert = backbone("bert");
    assertThatThrownBy(() -> bert.withRotaryBase(5))
        .hasMessage("the configuration of a bert model has no rope_theta to change");
  }
}
