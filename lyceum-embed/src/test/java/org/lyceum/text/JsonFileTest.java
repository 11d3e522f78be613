// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.tensor.DataException;

class JsonFileTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {'hidden_size': 32}    | 1 | was expecting double-quote to start field name
          {;  "a": 1;  "b": 2;}  | 3 | was expecting comma to separate Object entries
          {"a": 1,;}             | 2 | was expecting double-quote to start field name
          {"a": tru}             | 1 | Unrecognized token 'tru'
          {;"a": 1               | 2 | Unexpected end-of-input
          """)
  void namesTheFileAndTheLineOfWhatIsNoJson(String lines, int number, String why)
      throws IOException {
    Path file = folder.resolve("config.json");
    Files.writeString(file, lines.replace(';', '\n'));
    assertThatThrownBy(() -> JsonFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith("%s:%d: must be JSON: ".formatted(file, number))
        .hasMessageContaining(why)
        .hasMessageNotContaining("start marker")
        .hasMessageNotContaining("StreamReadFeature"); // what helps a programmer of Jackson only
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path file = folder.resolve("config.json");
    assertThatThrownBy(() -> JsonFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage("%s: must be a readable file; check that it exists".formatted(file));
  }
}
