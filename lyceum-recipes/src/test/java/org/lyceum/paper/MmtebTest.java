// SPDX-License-Identifier: Apache-2.0
package org.lyceum.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MmtebTest {
  @TempDir Path folder;

  @Test
  void runsAtTrialSizeAndWhatFollowsFromDefinitionsHolds() {
    var outcome = Trials.smoke(new Mmteb(), folder);
    assertThat(outcome.verdicts()).hasSize(19);
    assertThat(outcome.verdicts().subList(0, 12)).allMatch(verdict -> verdict.holds());
    assertThat(outcome.verdicts())
        .filteredOn(verdict -> verdict.claim().contains("leaves out 30 of 100 documents"))
        .allMatch(verdict -> verdict.holds());
  }
}
