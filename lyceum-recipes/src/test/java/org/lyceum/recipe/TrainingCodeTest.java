// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingCodeTest {
  @TempDir Path folder;

  private static void write(Path root, String name, String content) throws IOException {
    var file = root.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, content);
  }

  private String hash() {
    return TrainingCode.hash(List.of(folder));
  }

  @Test
  void changesWithEachClassAndWithNothingElse() throws IOException {
    write(folder, "org/lyceum/train/Trainer.class", "one");
    var before = hash();
    write(folder, "org/lyceum/train/notes.txt", "a note");
    write(folder, "com/other/Other.class", "not ours");
    assertThat(hash()).isEqualTo(before);
    write(folder, "org/lyceum/train/Trainer.class", "two");
    var after = hash();
    write(folder, "org/lyceum/train/Schedule.class", "one");
    assertThat(List.of(before, after, hash())).doesNotHaveDuplicates();
  }

  @Test
  void isTheSameOfAJarAsOfItsFolder() throws IOException {
    var jar = folder.resolve("code.jar");
    try (var files = FileSystems.newFileSystem(jar, Map.of("create", "true"))) {
      write(files.getPath("/"), "org/lyceum/train/Trainer.class", "one");
      write(files.getPath("/"), "org/lyceum/embed/Models.class", "two");
    }
    write(folder, "org/lyceum/embed/Models.class", "two");
    write(folder, "org/lyceum/train/Trainer.class", "one");
    assertThat(TrainingCode.hash(List.of(jar))).isEqualTo(hash());
  }

  @Test
  void ofThisProgramIsKnown() {
    assertThat(TrainingCode.hash()).matches("[0-9a-f]{64}");
    // not what nothing has
    assertThat(TrainingCode.hash()).isNotEqualTo(TrainingCode.hash(List.of()));
  }

  @Test
  void refusesWhatIsNeitherFolderNorJar() {
    assertThatThrownBy(() -> TrainingCode.hash(List.of(folder.resolve("none.jar"))))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("none.jar cannot be read");
  }
}
