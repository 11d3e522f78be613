// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProvenanceTest {
  @TempDir Path folder;

  @Test
  void writesNullForAFigureThatIsNotANumberAndReadsItBack() throws IOException {
    var file = folder.resolve(Provenance.FILE);
    new Provenance(
            "lyceum distill",
            1,
            Map.of(),
            Map.of(),
            "none",
            Map.of("sts12", Double.NaN, "sts13", 61.5),
            Map.of(),
            Instant.EPOCH)
        .write(file);
    assertThat(Files.readString(file)).containsPattern("\"sts12\"\\s*:\\s*null");
    assertThat(Provenance.read(file).figures())
        .containsExactly(entry("sts12", Double.NaN), entry("sts13", 61.5));
  }
}
