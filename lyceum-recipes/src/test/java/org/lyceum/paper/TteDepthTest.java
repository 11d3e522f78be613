// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TteDepthTest {
  @TempDir Path folder;

  @Test
  void runsAtTrialSizeAndWhatFollowsFromDefinitionsHolds() {
    var outcome = Trials.smoke(new TteDepth(), folder);
    assertThat(outcome.verdicts()).hasSize(20);
    assertThat(outcome.verdicts().subList(0, 7)).allMatch(verdict -> verdict.holds());
    assertThat(outcome.verdicts())
        .flatExtracting(verdict -> verdict.ours())
        .hasSize(40)
        .allMatch(figure -> Double.isFinite(figure));
  }
}
