// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.DataException;

class GeneralTextsTest {
  @TempDir Path root;

  private List<String> read(GeneralTexts texts) {
    var read = new ArrayList<String>();
    texts.read(texts.in(new DataFolders(List.of(root))).orElseThrow(), read::add);
    return read;
  }

  private Path folder(GeneralTexts texts) throws IOException {
    return Files.createDirectories(root.resolve(texts.folder()));
  }

  @Test
  void joinsTheTokensOfAnEncyclopediaAndLeavesHeadingsOut() throws IOException {
    Files.writeString(
        folder(GeneralTexts.WIKIPEDIA).resolve("test.txt"),
        """
         = A heading of the page =

         The well @-@ known <unk> actor , born in 1,200 , left .
        """);
    var folder = root.resolve(GeneralTexts.WIKIPEDIA.folder());
    Files.writeString(folder.resolve("valid.txt"), "Another paragraph of the second part .\n");
    Files.writeString(folder.resolve("SOURCE.txt"), "Where this is from is no paragraph of it.\n");
    assertThat(read(GeneralTexts.WIKIPEDIA))
        .containsExactly(
            "The well-known actor, born in 1,200, left.", "Another paragraph of the second part.");
  }

  @Test
  void readsTitlesAndAbstracts() throws IOException {
    var file = folder(GeneralTexts.ARXIV).resolve("cs.IR.tsv.xz");
    try (var out = new XZCompressorOutputStream(Files.newOutputStream(file))) {
      out.write(
          "\tabstract\ttitle\n0\t\"We say \"\"this\"\"\n  and much more.\"\tA title that is long\n"
              .getBytes(UTF_8));
    }
    assertThat(read(GeneralTexts.ARXIV))
        .containsExactly("A title that is long", "We say \"this\" and much more.");
  }

  @Test
  void readsParagraphsOfBooksInBothEncodings() throws IOException {
    var file = folder(GeneralTexts.BOOKS).resolve("gutenberg.tar.gz");
    try (var out = new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      put(out, "a.txt", "A paragraph over\r\ntwo lines.\r\n\r\nshort\r\n".getBytes(UTF_8));
      put(out, "b.txt", "Une phrase d\u00e9j\u00e0 assez longue.".getBytes(ISO_8859_1));
      put(out, "c.md", "Not a book but a file beside.".getBytes(UTF_8));
    }
    assertThat(read(GeneralTexts.BOOKS))
        .containsExactly("A paragraph over two lines.", "Une phrase d\u00e9j\u00e0 assez longue.");
  }

  private static void put(TarArchiveOutputStream out, String name, byte[] bytes)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(bytes.length);
    out.putArchiveEntry(entry);
    out.write(bytes);
    out.closeArchiveEntry();
  }

  @Test
  void namesAFileThatIsNotWhatItsNameSays() throws IOException {
    Files.writeString(folder(GeneralTexts.ARXIV).resolve("cs.IR.tsv.xz"), "no archive");
    assertThatThrownBy(() -> read(GeneralTexts.ARXIV))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cs.IR.tsv.xz");
  }

  @Test
  void knowsTheTextsThatTasksMeasureWith() {
    assertThat(GeneralTexts.measured(new DataFolders(List.of(root)))).hasSizeGreaterThan(9_000);
    assertThat(GeneralTexts.BOOKS.in(new DataFolders(List.of(root)))).isEmpty();
  }
}
