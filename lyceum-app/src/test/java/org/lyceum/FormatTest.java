// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The sources look as the formatter writes them, whichever JDK runs Maven. */
class FormatTest {
  private final Formatter formatter = new Formatter();

  @Test
  void everySourceIsFormatted() {
    assertThat(Repository.sources().stream().filter(file -> !isFormatted(file)))
        .as(
            "sources that 'mvn spotless:apply', run with JAVA_HOME at JDK 21 or newer, would"
                + " change")
        .isEmpty();
  }

  @Test
  void everySourceSaysItsLicense() {
    assertThat(Repository.sources())
        .allSatisfy(
            file ->
                assertThat(Repository.read(file))
                    .startsWith("// SPDX-License-Identifier: Apache-2.0\n"));
  }

  private boolean isFormatted(Path file) {
    String source = Repository.read(file);
    try {
      return formatter.formatSourceAndFixImports(source).equals(source);
    } catch (FormatterException e) {
      throw new AssertionError(file + " cannot be parsed", e);
    }
  }
}
