// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

class SplitTest {
  private static final List<String> TEXTS =
      IntStream.range(0, 500).mapToObj(Integer::toString).toList();

  @Test
  void holdsOutATenthUpToAMaximum() {
    assertThat(Split.of("c", TEXTS, 1000, new Seed(1)).heldOut()).hasSize(50);
    assertThat(Split.of("c", TEXTS, 20, new Seed(1)).heldOut()).hasSize(20);
  }

  @Test
  void putsEveryTextIntoOnePart() {
    var split = Split.of("c", TEXTS, 1000, new Seed(1));
    assertThat(split.training()).hasSize(450).doesNotContainAnyElementsOf(split.heldOut());
    assertThat(TEXTS).containsAll(split.training()).containsAll(split.heldOut());
  }

  @Test
  void dependsOnTheSeedAlone() {
    assertThat(Split.of("c", TEXTS, 9, new Seed(1)))
        .isEqualTo(Split.of("c", TEXTS, 9, new Seed(1)));
    assertThat(Split.of("c", TEXTS, 9, new Seed(1)))
        .isNotEqualTo(Split.of("c", TEXTS, 9, new Seed(2)));
  }

  @Test
  void refusesACorpusTooSmallToHoldAnythingOut() {
    assertThatThrownBy(() -> Split.of("few.txt", TEXTS.subList(0, 12), 9, new Seed(1)))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "few.txt: a corpus must have 200 or more different texts, so that a tenth can be held"
                + " out, got 12 (a text is a line of a file, or a paragraph of a file in a folder);"
                + " add more");
  }

  @Test
  void refusesToHoldOutNothing() {
    assertThatThrownBy(() -> Split.of("c", TEXTS, 0, new Seed(1)))
        .hasMessage("1 or more texts must be held out, got 0");
  }
}
