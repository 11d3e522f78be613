// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MavenCopyTest {
  @TempDir Path bin;

  private String program(String script) throws IOException {
    Path file = Files.writeString(bin.resolve("mvn"), "#!/bin/sh\n" + script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file.toString();
  }

  @Test
  void runsWhereNobodyElsesSettingsAre() throws IOException, InterruptedException {
    Path folder;
    try (var copy = new MavenCopy(program("pwd -P >where\nls -A .mvn >settings\necho $6 >to\n"))) {
      folder = copy.folder();
      copy.run("org.example:model:1");
      assertThat(folder.resolve("where")).hasContent(folder.toRealPath().toString());
      assertThat(folder.resolve("settings")).isEmptyFile();
      assertThat(folder.resolve("to")).hasContent("-DoutputDirectory=" + folder);
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void saysWhatMavenSaid() throws IOException {
    try (var copy = new MavenCopy(program("echo some\necho '[ERROR] no such thing'\nexit 1\n"))) {
      assertThatThrownBy(() -> copy.run("org.example:model:1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageEndingWith("check the network and ~/.m2/settings.xml: [ERROR] no such thing");
    }
    try (var copy = new MavenCopy(bin.resolve("none").toString())) {
      assertThatThrownBy(() -> copy.run("org.example:model:1"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("there is no mvn on PATH; install it");
    }
  }
}
