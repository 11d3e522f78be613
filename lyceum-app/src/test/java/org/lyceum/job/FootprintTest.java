// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.benchmarks.ResidentMemory;
import org.lyceum.folder.FolderCopy;

class FootprintTest {
  /** In the repository. */
  private static final Path TABLE =
      Path.of("../lyceum-embed/src/test/resources/golden/folders/old/static");

  @TempDir Path folder;

  @Test
  void isThatOfAProcessOfJava() {
    assumeTrue(ResidentMemory.isKnown(), "skipped: the system does not tell");
    assertThat(Footprint.of(TABLE, false)).isBetween(10_000_000L, 1_000_000_000L);
  }

  /** 250,002 vectors of 256 floats are 245 megabytes; of 16 bits each, 123. */
  @Test
  void hasRoomForALargeTable() {
    assertThat(Footprint.heap(91_000_000)).isEqualTo(256);
    assertThat(Footprint.heap(250_002L * 256 * 4)).isEqualTo(64 + 2 * 245);
    assertThat(Footprint.heap(250_002L * 256 * 2)).isEqualTo(64 + 2 * 123);
  }

  @Test
  void saysWhyThereIsNone() throws Exception {
    assumeTrue(ResidentMemory.isKnown(), "skipped: the system does not tell");
    var wrong = folder.resolve("wrong");
    FolderCopy.write(TABLE, wrong, copy -> {});
    Files.writeString(wrong.resolve("tokenizer.json"), "{");
    var said = new ArrayList<String>();
    var handler =
        new Handler() {
          @Override
          public void publish(LogRecord entry) {
            said.add(entry.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    var log = Logger.getLogger(Footprint.class.getName());
    log.addHandler(handler);
    try {
      assertThat(Footprint.of(wrong, false)).isNull();
    } finally {
      log.removeHandler(handler);
    }
    assertThat(said)
        .singleElement()
        .asString()
        .startsWith("the memory of " + wrong + " was not measured: ")
        .contains("ended with 1, saying '", "tokenizer.json");
  }
}
