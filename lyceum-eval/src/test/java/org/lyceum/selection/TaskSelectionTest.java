// SPDX-License-Identifier: Apache-2.0
package org.lyceum.selection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Seed;

class TaskSelectionTest {
  /** Task 1 is twice task 0 and task 2 is noise: of 0 and 1 one goes, and 2 stays. */
  private static double[][] scores() {
    var random = new Seed(4).stream("scores");
    double[][] scores = new double[12][3];
    for (double[] model : scores) {
      model[0] = random.nextDouble();
      model[1] = 2 * model[0];
      model[2] = random.nextDouble();
    }
    return scores;
  }

  @Test
  void leavesOutWhatTheOthersForetell() {
    var kept = TaskSelection.MULTILINGUAL.keep(scores(), (task, tasks) -> true);
    assertThat(kept).hasSize(2).contains(2);
  }

  @Test
  void keepsWhatMayNotGo() {
    assertThat(TaskSelection.MULTILINGUAL.keep(scores(), (task, tasks) -> false))
        .containsExactly(0, 1, 2);
    assertThat(TaskSelection.MULTILINGUAL.keep(scores(), (task, tasks) -> task != 1))
        .containsExactly(1, 2);
  }

  @Test
  void foretellsALineExactly() {
    var foretold = TaskSelection.foretell(scores(), List.of(0, 1));
    assertThat(foretold).allMatch(task -> task.spearman() > 0.999 && task.error() < 1e-6);
  }

  /**
   * Scores 0, 1, 2 foretold by a task that is always 0: each by the mean of the other two, 1.5, 1,
   * 0.5. The errors are 1.5, 0 and 1.5, their mean square 1.5, in a variance of 2/3: 2.25.
   */
  @Test
  void foretellsByTheMeanWhereTheOthersSayNothing() {
    double[][] scores = {{0, 0}, {1, 0}, {2, 0}};
    var task =
        TaskSelection.foretell(scores, List.of(0, 1)).stream()
            .filter(each -> each.task() == 0)
            .findFirst()
            .orElseThrow();
    assertThat(task.error()).isCloseTo(2.25, within(1e-9));
    assertThat(task.spearman()).isCloseTo(-1, within(1e-12));
  }

  @Test
  void refusesTooFewModels() {
    assertThatThrownBy(() -> TaskSelection.ENGLISH.keep(new double[2][3], (task, tasks) -> true))
        .hasMessageContaining("3 models or more, got 2");
  }
}
