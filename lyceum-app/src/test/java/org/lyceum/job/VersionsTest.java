// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VersionsTest {
  @Test
  void areThoseOfTheBuild() {
    assertThat(Versions.all()).containsOnlyKeys("java", "lyceum", "onnxruntime", "pytorch");
    assertThat(Versions.all().values()).allMatch(version -> version.matches("\\d[^$]*"));
    assertThat(Versions.lyceum()).isEqualTo(Versions.all().get("lyceum"));
  }
}
