// SPDX-License-Identifier: Apache-2.0
package org.lyceum.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lyceum.task.Card;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Text;
import org.lyceum.tensor.Seed;

class HardNegativesTest {
  private static final Card CARD =
      new Card(
          "toy-v1",
          Card.Kind.RETRIEVAL,
          "ndcg_at_10",
          Set.of(Locale.ENGLISH),
          "here",
          "CC0-1.0",
          "-");

  @Test
  void takesOfEachSearchInTurnTheNextThatIsNotThereYet() {
    var found = List.of(List.of("a", "b", "c", "d"), List.of("b", "x", "y"));
    var four = new HardNegatives(4, 9).pool(Map.of("r", 1, "n", 0), found);
    assertThat(four).containsExactly("r", "a", "b", "c"); // b of the second, then c of the first
    var all = new HardNegatives(99, 9).pool(Map.of("r", 1), found);
    assertThat(all).containsExactlyInAnyOrder("r", "a", "b", "c", "d", "x", "y");
  }

  @Test
  void keepsThePoolsOfAllQueriesAndTheirJudgments() {
    var whole =
        new Retrieval(
            CARD,
            List.of(new Text("1", "q"), new Text("2", "p")),
            Stream.of("a", "b", "c", "d", "e").map(id -> new Text(id, id)).toList(),
            Map.of("1", Map.of("a", 1, "e", 0), "2", Map.of("b", 2)));
    var run = Map.of("1", List.of("c", "d"), "2", List.of("c", "a"));
    var small = new HardNegatives(2, 9).of(whole, List.of(run), CARD, new Seed(1));
    assertThat(small.documents()).extracting(Text::id).containsExactlyInAnyOrder("a", "b", "c");
    assertThat(small.qrels()).isEqualTo(Map.of("1", Map.of("a", 1), "2", Map.of("b", 2)));
    assertThat(new HardNegatives(2, 1).of(whole, List.of(run), CARD, new Seed(1)).queries())
        .hasSize(1);
  }

  @Test
  void refusesSizesBelowOne() {
    assertThatThrownBy(() -> new HardNegatives(0, 1)).hasMessageContaining("1 or more, got 0");
  }
}
