// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.TestFolders;
import org.lyceum.tensor.DataException;
import org.lyceum.text.Tokenizer;

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
          {"a": 1};{"b": 2}      | 2 | something follows the value; remove it
          {"a": 1} x             | 1 | Unrecognized token 'x'
          {"a": 1,;;"a": 2}      | 3 | 'a' stands twice in an object; remove one
          {"b": {"a": 1,;"a": {}}} | 2 | 'a' stands twice in an object; remove one
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
        .hasMessageNotContaining("Feature"); // what helps a programmer of Jackson only
  }

  @ParameterizedTest
  @CsvSource({
    "config.json, '', 'must be JSON, but is empty; copy it again, or delete it'",
    "config.json, ' ', 'must be JSON, but is empty; copy it again, or delete it'",
    "config.json, [], 'must hold an object, got ARRAY'",
    "config.json, null, 'must hold an object, got NULL'",
    "modules.json, '', 'must be JSON, but is empty; copy it again, or delete it'",
  })
  void refusesAFileOfSomethingElse(String name, String content, String message) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    assertThatThrownBy(() -> JsonFile.readIfPresent(file))
        .isInstanceOf(DataException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void takesAListOfModulesAndAByteOrderMark() throws IOException {
    Path modules = folder.resolve("modules.json");
    Files.writeString(modules, "[{}]");
    assertThat(JsonFile.read(modules).root()).hasSize(1);
    Path config = folder.resolve("config.json");
    Files.writeString(config, "\ufeff{\"a\": NaN}\n");
    assertThat(JsonFile.read(config).number("a", 0)).isNaN();
  }

  @ParameterizedTest
  @CsvSource({
    "tokenizer_config.json, ''",
    "tokenizer_config.json, []",
    "special_tokens_map.json, []",
    "config.json, []",
  })
  void aTokenizerIsNotReadPastABrokenFile(String name, String content) throws IOException {
    Path copy = TestFolders.copy("encoders/bert", folder);
    Path file = copy.resolve(name);
    if (!name.equals("tokenizer_config.json")) {
      Files.writeString(copy.resolve("tokenizer_config.json"), "{}");
    }
    Files.writeString(file, content);
    assertThatThrownBy(() -> Tokenizer.open(copy))
        .isInstanceOf(DataException.class)
        .hasMessageStartingWith(file.toString());
  }

  @Test
  void refusesAFileThatIsNotThere() {
    Path file = folder.resolve("config.json");
    assertThatThrownBy(() -> JsonFile.read(file))
        .isInstanceOf(DataException.class)
        .hasMessage("%s: must be a readable file; check that it exists".formatted(file));
  }
}
