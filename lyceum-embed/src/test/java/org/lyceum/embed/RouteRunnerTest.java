// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.SavedModel;
import org.lyceum.folder.TextRole;

@Timeout(120)
class RouteRunnerTest {
  private static final int RUNS = 2_000;

  @Test
  void refusesToRunWhenClosed() {
    try (var model = SavedModel.open(GoldenFiles.path("folders/old/bert-cls"))) {
      var runner = new RouteRunner(model);
      var route = model.layout().route(TextRole.ANY);
      var input = model.input("", "a small dog", TextRole.ANY);
      assertThat(runner.run(route, input)).isNotEmpty();
      runner.close();
      runner.close();
      assertThatThrownBy(() -> runner.run(route, input))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("was closed; open it again");
    }
  }

  @Test
  void runsToTheEndWhileItIsClosed() throws Exception {
    try (var model = SavedModel.open(GoldenFiles.path("folders/old/bert-cls"));
        var others = Executors.newFixedThreadPool(2)) {
      var runner = new RouteRunner(model);
      var route = model.layout().route(TextRole.ANY);
      var input = model.input("", "a small dog", TextRole.ANY);
      float[] right = runner.run(route, input);
      var running =
          others.submit(
              () -> {
                for (int i = 0; i < RUNS; i++) {
                  try {
                    assertThat(runner.run(route, input)).isEqualTo(right);
                  } catch (IllegalStateException closed) {
                    return true;
                  }
                }
                return false;
              });
      others.submit(runner::close).get();
      assertThat(running.get()).as("closed before all was run").isTrue();
    }
  }
}
