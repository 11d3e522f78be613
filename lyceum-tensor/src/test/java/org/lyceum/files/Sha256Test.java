// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {
  /** The first example of FIPS 180-2. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @Test
  void isThatOfTheStandard(@TempDir Path folder) throws IOException {
    var file = Files.writeString(folder.resolve("abc"), "abc");
    var digest = Sha256.digest();
    digest.update("abc".getBytes(UTF_8));
    assertThat(Sha256.of("abc")).isEqualTo(ABC);
    assertThat(Sha256.of("abc".getBytes(UTF_8))).isEqualTo(ABC);
    assertThat(Sha256.of(file)).isEqualTo(ABC);
    assertThat(Sha256.of(digest)).isEqualTo(ABC);
  }

  /** Of "ab" and "c", the bytes 0 0 0 2 a b 0 0 0 1 c are hashed. */
  @Test
  void ofTextsTellsWhereEachEnds() {
    assertThat(Sha256.ofTexts(List.of("ab", "c")))
        .isEqualTo(Sha256.of("\0\0\0\2ab\0\0\0\1c"))
        .isNotEqualTo(Sha256.ofTexts(List.of("a", "bc")))
        .isNotEqualTo(Sha256.ofTexts(List.of("abc")));
    assertThat(Sha256.ofTexts(List.of("é"))).isEqualTo(Sha256.of("\0\0\0\2é"));
  }
}
