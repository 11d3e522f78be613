// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutingTest {
  private static Set<String> names(String... names) {
    return new LinkedHashSet<>(Arrays.asList(names));
  }

  @Test
  void takesTheRouteOfItsNameThenTheDefault() {
    var routing = new Routing(Map.of(), "document", true);
    var names = names("query", "document");
    assertThat(routing.of(TextRole.QUERY, names)).isEqualTo("query");
    assertThat(routing.of(TextRole.DOCUMENT, names)).isEqualTo("document");
    assertThat(routing.of(TextRole.ANY, names)).isEqualTo("document");
  }

  @Test
  void takesTheFirstRouteWhereThereIsNoDefault() {
    var names = names("left", "right");
    assertThat(new Routing(Map.of(), null, true).of(TextRole.ANY, names)).isEqualTo("left");
    assertThatThrownBy(() -> new Routing(Map.of(), null, false).of(TextRole.ANY, names))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no route for a text in no role; it has [left, right]");
  }

  @Test
  void refusesARoleWithoutRouteEvenIfThereIsADefault() {
    var routing = new Routing(Map.of(), "left", true);
    assertThatThrownBy(() -> routing.of(TextRole.QUERY, names("left", "right")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no route for query");
  }

  @Test
  void putsTheMostParticularMappingFirst() {
    var names = names("a", "b", "c", "d");
    var all =
        Map.of(
            new Routing.Key("query", "text"), "a",
            new Routing.Key("document", null), "b",
            new Routing.Key(null, "text"), "c",
            new Routing.Key(null, null), "d");
    var routing = new Routing(all, null, false);
    assertThat(routing.of(TextRole.QUERY, names)).isEqualTo("a");
    assertThat(routing.of(TextRole.DOCUMENT, names)).isEqualTo("b");
    assertThat(routing.of(TextRole.ANY, names)).isEqualTo("c");
    assertThat(routing.sorted().keySet())
        .containsExactly(
            "('document', None)", "('query', 'text')", "(None, 'text')", "(None, None)");
  }
}
