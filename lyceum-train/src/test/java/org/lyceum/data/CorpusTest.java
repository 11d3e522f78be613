// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.DataException;

class CorpusTest {
  @TempDir Path folder;

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  private static AbstractThrowableAssert<?, ?> assertRefused(Path path) {
    return assertThatThrownBy(() -> Corpus.of(path).texts()).isInstanceOf(DataException.class);
  }

  @Test
  void readsATextALineAndSkipsBlankOnes() throws IOException {
    var file = file("a.txt", "\uFEFFfirst\r\n\n  second \n   \nlast\u0085one");
    assertThat(Corpus.of(file).texts()).containsExactly("first", "second", "last\u0085one");
  }

  @Test
  void readsAFieldOfJsonLines() throws IOException {
    var file = file("a.jsonl", "{\"text\": \"one\", \"n\": 1}\n\n{\"text\":\"t\\u00e4o\"}\n");
    assertThat(Corpus.of(file).texts()).containsExactly("one", "täo");
  }

  @Test
  void readsAFieldOfCsvWithLineBreaksInQuotes() throws IOException {
    var file = file("a.csv", "id,body\r\n1,\"two \"\"x\"\",\r\nlines\"\r\n\r\n2,plain\r\n");
    assertThat(new Corpus(List.of(file), "body").texts())
        .containsExactly("two \"x\",\nlines", "plain");
  }

  @Test
  void cutsTheFilesOfAFolderIntoPassagesInTheOrderOfTheirNames() throws IOException {
    Files.createDirectory(folder.resolve("deep"));
    file("b.md", "# Title\n\nA paragraph\nof two lines.\n");
    file("a.txt", "First.\n\nSecond.");
    file("deep/c.txt", "word ".repeat(200));
    file("ignored.bin", "\u0000");
    var texts = Corpus.of(folder).texts();
    assertThat(texts).hasSize(4);
    assertThat(texts.get(0)).isEqualTo("First. Second.");
    assertThat(texts.get(1)).isEqualTo("# Title A paragraph of two lines.");
    assertThat(texts.get(2).split(" ")).hasSize(Passages.MOST_WORDS);
    assertThat(texts.get(3).split(" ")).hasSize(200 - Passages.MOST_WORDS);
  }

  @Test
  void cutsAtParagraphsThenAtSentences() throws IOException {
    var half = "Word" + " word".repeat(99);
    file("a.txt", half + "\n\n" + half + ". A sentence. " + half + ".");
    assertThat(Corpus.of(folder).texts()).containsExactly(half, half + ". A sentence.", half + ".");
  }

  @Test
  void readsSeveralPathsInTheirOrder() throws IOException {
    var second = file("b.txt", "b");
    var first = file("a.jsonl", "{\"text\": \"a\"}");
    assertThat(Corpus.of(second, first).texts()).containsExactly("b", "a");
    assertThat(Corpus.of(second, first).name()).isEqualTo(second + ", " + first);
  }

  @Test
  void refusesAPathThatIsNotThere() {
    assertRefused(folder.resolve("no.txt"))
        .hasMessage(folder.resolve("no.txt") + ": there is no such file or folder; check the path");
  }

  @Test
  void refusesAFileThatMayNotBeRead() throws IOException {
    var file = file("secret.txt", "x");
    assumeFalse(
        !file.toFile().setReadable(false, false) || Files.isReadable(file),
        "skipped: this user may read every file");
    assertRefused(file).hasMessage(file + ": cannot be read; check its permissions");
  }

  @Test
  void refusesAnEmptyFile() throws IOException {
    for (var name : List.of("a.txt", "a.jsonl", "a.csv")) {
      var file = file(name, "");
      assertRefused(file).hasMessage(file + ": a corpus must hold text, but there is none in it");
    }
    var blank = file("blank.txt", "\n \n");
    assertRefused(blank).hasMessage(blank + ": a corpus must hold text, but there is none in it");
  }

  @Test
  void refusesAFolderWithoutTexts() {
    assertRefused(folder)
        .hasMessage(folder + ": a folder must hold .txt or .md files, but there are none");
  }

  @Test
  void refusesBytesThatAreNotUtf8() throws IOException {
    var file = folder.resolve("latin.txt");
    Files.write(file, "fine\ncaf\u00e9 au lait\n".getBytes(ISO_8859_1));
    assertRefused(file)
        .hasMessage(
            file
                + ":2: text must be UTF-8, got byte 0xE9 at position 4 of the line; convert the"
                + " file, say with iconv");
  }

  @Test
  void refusesACutOffUtf8Sequence() throws IOException {
    var file = folder.resolve("cut.txt");
    Files.write(file, new byte[] {'a', (byte) 0xC3});
    assertRefused(file).hasMessageContaining(":1: text must be UTF-8, got byte 0xC3 at position 2");
  }

  @Test
  void refusesAMalformedLineOfJson() throws IOException {
    var file = file("bad.jsonl", "{\"text\": \"one\"}\n{\"text\": \"tw\n");
    assertRefused(file)
        .hasMessageStartingWith(file + ":2: a line must be a JSON object, but this is malformed (")
        .hasMessageEndingWith("{\"text\": \"tw");
  }

  @Test
  void refusesTwoObjectsInALine() throws IOException {
    var file = file("bad.jsonl", "{\"text\": \"one\"} {\"text\": \"two\"}\n");
    assertRefused(file).hasMessageContaining(":1: a line must be a JSON object");
  }

  @Test
  void refusesALineOfJsonThatIsNoObject() throws IOException {
    var file = file("bad.jsonl", "[1]\n");
    assertRefused(file).hasMessage(file + ":1: a line must be a JSON object, got: [1]");
  }

  @Test
  void refusesALineOfJsonWithoutTheField() throws IOException {
    var file = file("bad.jsonl", "{\"text\": \"one\"}\n{\"body\": \"two\", \"n\": 1}\n");
    assertRefused(file)
        .hasMessage(
            file + ":2: the object must have a field 'text', got [body, n]; name the field");
  }

  @Test
  void refusesAFieldThatIsNoString() throws IOException {
    var file = file("bad.jsonl", "{\"text\": 7}\n");
    assertRefused(file).hasMessage(file + ":1: the field 'text' must hold a string, got 7");
  }

  @Test
  void refusesCsvWithoutTheField() throws IOException {
    var file = file("bad.csv", "id,body\n1,one\n");
    assertRefused(file)
        .hasMessage(
            file + ":1: the first line must name a field 'text', got [id, body]; name the field");
  }

  @Test
  void refusesARowThatIsTooShort() throws IOException {
    var file = file("bad.csv", "id,text\n1,one\n2\n");
    assertRefused(file)
        .hasMessage(file + ":3: a row must reach field 'text', number 2, got 1 fields");
  }

  @Test
  void refusesQuotesThatDoNotClose() throws IOException {
    var file = file("bad.csv", "id,text\n1,\"one\n2,two\n");
    assertRefused(file).hasMessageContaining("a row must be comma-separated, with quotes in pairs");
  }

  @Test
  void refusesFieldNamesThatAreThereTwice() throws IOException {
    var file = file("bad.csv", "text,text\n1,one\n");
    assertRefused(file).hasMessageStartingWith(file + ":1: the first line must name the fields");
  }

  @Test
  void refusesNoPathAndABlankField() {
    assertThatThrownBy(() -> new Corpus(List.of(), "text"))
        .hasMessage("a corpus must have a path, got none");
    assertThatThrownBy(() -> new Corpus(List.of(folder), " "))
        .hasMessage("the name of the field must not be blank");
  }
}
