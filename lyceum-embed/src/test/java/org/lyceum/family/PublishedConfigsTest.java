// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * Keys and values as the files of published models are known to have them, with all that is only
 * history; written down, not downloaded, and long lists are cut.
 */
class PublishedConfigsTest {
  private static final JsonNode ALL =
      JsonFile.read(Path.of("src/test/resources/configs/published.json")).root();

  private static Stream<Arguments> understood() {
    return ALL.path("understood").properties().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static Stream<Arguments> refused() {
    return ALL.path("refused").properties().stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  private static Family read(String name, JsonNode config) {
    return Families.any(new JsonFile(Path.of(name, "config.json"), config));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void understood(String name, JsonNode config) {
    Family family = read(name, config);
    if (family instanceof Architecture architecture) {
      assertThat(architecture.sizes().longest()).isGreaterThanOrEqualTo(510);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("understood")
  void refusedWithASettingMore(String name, JsonNode config) {
    for (boolean on : new boolean[] {true, false}) {
      var more = ((ObjectNode) config.deepCopy()).put("attends_elsewhere", on);
      assertThatThrownBy(() -> read(name, more))
          .hasMessageContaining("'attends_elsewhere' is " + on);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void refused(String name, JsonNode refused) {
    assertThatThrownBy(() -> read(name, refused.path("config")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining(refused.path("reason").textValue());
  }
}
