// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.objective.InfoNce;
import org.lyceum.objective.Objective;
import org.lyceum.tensor.Seed;
import org.lyceum.train.TrainSettings;

class CourseTest {
  private static final List<String> FROM = List.of("start", "code", "2");

  private static Course course(Objective objective, long seed) {
    return new Course(
        "minilm-l6", "layers:2", 32, objective, TrainSettings.DEFAULT.with(new Seed(seed)));
  }

  private static String key(List<List<String>> rows) {
    return course(new InfoNce(0.05), 1).key(rows, FROM);
  }

  @Test
  void hasTheSameKeyAsAnEqualOne() {
    var rows = List.of(List.of("a", "b"));
    assertThat(key(rows)).isEqualTo(key(List.of(List.of("a", "b")))).hasSize(32);
    assertThat(key(rows)).isNotEqualTo(course(new InfoNce(0.06), 1).key(rows, FROM));
    assertThat(key(rows)).isNotEqualTo(course(new InfoNce(0.05), 2).key(rows, FROM));
    assertThat(key(rows))
        .isNotEqualTo(
            course(new InfoNce(0.05), 1).key(rows, List.of("start", "changed code", "2")));
  }

  @Test
  void tellsRowsApartWhateverIsInTheirTexts() {
    assertThat(
            List.of(
                key(List.of(List.of("a\tb", "c"))),
                key(List.of(List.of("a", "b\tc"))),
                key(List.of(List.of("a", "b", "c"))),
                key(List.of(List.of("a"), List.of("b", "c"))),
                key(List.of(List.of("a\n2 b", "c"))),
                key(List.of(List.of("a"), List.of("b"), List.of("c")))))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesAnObjectiveThatIsKnownByNoValue() {
    assertThatThrownBy(() -> course(embeddings -> embeddings.columns().getFirst(), 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("make it a record");
    assertThat(course(new InfoNce(0.05).times(0.5).plus(new InfoNce(1)), 1).objective())
        .isInstanceOf(Record.class);
  }
}
