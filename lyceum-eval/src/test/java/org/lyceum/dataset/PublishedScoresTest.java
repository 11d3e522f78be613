// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.Models;
import org.lyceum.folder.Teacher;
import org.lyceum.task.Sts;

/** The published results of the teachers come out here too. */
class PublishedScoresTest {
  private static Embedder embedder;

  @BeforeAll
  static void open() {
    embedder = Embedders.open("minilm-l6");
  }

  @AfterAll
  static void close() {
    embedder.close();
  }

  @Test
  void sts12IsWhatMtebPublished() {
    assertThat(Sts.sts12().score(embedder).percent()).isCloseTo(72.37, within(0.05));
  }

  @Test
  void sts13IsWhatMtebPublished() {
    assertThat(Sts.sts13().score(embedder).percent()).isCloseTo(80.60, within(0.05));
  }

  @Tag("data")
  @Test
  void bgeSmallIsWhatMtebPublished() {
    try (var bge = fetched(Teacher.BGE_SMALL_EN)) {
      assertThat(Sts.sts12().score(bge).percent()).isCloseTo(77.44, within(0.05));
      assertThat(Sts.sts13().score(bge).percent()).isCloseTo(82.98, within(0.05));
    }
  }

  @Tag("data")
  @Test
  void e5SmallWithoutPrefixIsWhatMtebPublished() {
    try (var e5 = fetched(Teacher.E5_SMALL)) {
      assertThat(Sts.sts12().score(e5).percent()).isCloseTo(73.71, within(0.05));
    }
  }

  /** A teacher that was fetched, or a skipped test. */
  private static Embedder fetched(Teacher teacher) {
    if (!Files.isDirectory(Models.place(teacher))) {
      abort("skipped: get the model with ./lyceum fetch " + teacher.label());
    }
    return Embedders.open(teacher.label());
  }
}
