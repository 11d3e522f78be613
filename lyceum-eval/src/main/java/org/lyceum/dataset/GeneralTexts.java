// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.csv.CSVFormat;
import org.lyceum.tensor.DataException;

/**
 * English texts of several domains that no task is made of: a broader corpus to learn from than the
 * default one.
 */
public enum GeneralTexts {
  /** Titles and abstracts of arXiv. */
  ARXIV("arxiv-2019"),
  /** Paragraphs of Wikipedia, of the parts of WikiText-2 that are there. */
  WIKIPEDIA("wikitext2"),
  /** Paragraphs of old books. */
  BOOKS("gutenberg");

  private static final int SHORTEST = 20;
  private static final Pattern BLANKS = Pattern.compile("\\s+");
  private static final Pattern PARAGRAPHS = Pattern.compile("(?>\\R)(?:[ \\t]*+(?>\\R))++");
  private static final Pattern JOINED = Pattern.compile(" @([-,.])@ ");
  private static final Pattern BEFORE = Pattern.compile(" ([,.;:!?)'])");
  private static final CSVFormat ROWS =
      CSVFormat.RFC4180
          .builder()
          .setDelimiter('\t')
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .get();

  private final String folder;

  GeneralTexts(String folder) {
    this.folder = folder;
  }

  /** {@return its folder below a folder of data sets} */
  public String folder() {
    return folder;
  }

  /**
   * {@return where its files are, if they are}
   *
   * @param folders of data sets
   */
  public Optional<Path> in(DataFolders folders) {
    return folders.roots().stream()
        .map(root -> root.resolve(folder))
        .filter(Files::isDirectory)
        .findFirst();
  }

  /**
   * Reads all texts, one in memory at a time.
   *
   * @param files where its files are
   * @param reader is given each text, on one line, of {@value #SHORTEST} characters or more
   * @throws DataException if a file does not hold what it must
   */
  public void read(Path files, Consumer<String> reader) {
    Consumer<String> lines =
        text -> {
          var line = BLANKS.matcher(text).replaceAll(" ").strip();
          if (line.length() >= SHORTEST) {
            reader.accept(line);
          }
        };
    switch (this) {
      case ARXIV -> each(files, ".+\\.tsv\\.xz", file -> arxiv(file, lines));
      case WIKIPEDIA -> each(files, "(train|valid|test)\\.txt", file -> wikipedia(file, lines));
      case BOOKS -> each(files, ".+\\.tar\\.gz", file -> books(file, lines));
    }
  }

  private static void each(Path folder, String name, Consumer<Path> reader) {
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(file -> String.valueOf(file.getFileName()).matches(name))
          .sorted()
          .forEach(reader);
    } catch (IOException e) {
      throw new DataException(folder, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static void arxiv(Path file, Consumer<String> reader) {
    try (var in = new XZCompressorInputStream(Files.newInputStream(file));
        var rows = ROWS.parse(new InputStreamReader(in, UTF_8.newDecoder()))) {
      for (var row : rows) {
        reader.accept(row.get("title"));
        reader.accept(row.get("abstract"));
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  /** Tokens joined to text again; words that were left out stay out, headings too. */
  private static void wikipedia(Path file, Consumer<String> reader) {
    DataFiles.lines(
        file,
        (number, line) -> {
          if (!line.strip().startsWith("=")) {
            var joined = JOINED.matcher(line.replace("<unk>", "")).replaceAll("$1");
            reader.accept(BEFORE.matcher(BLANKS.matcher(joined).replaceAll(" ")).replaceAll("$1"));
          }
        });
  }

  private static void books(Path file, Consumer<String> reader) {
    try (var in = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(file)))) {
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(".txt")) {
          PARAGRAPHS.splitAsStream(text(in)).forEach(reader);
        }
      }
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(InputStream in) throws IOException {
    byte[] bytes = in.readAllBytes();
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, ISO_8859_1); // two of them are older than UTF-8
    }
  }

  /**
   * {@return all texts that tasks embed, of those whose data are there: none of them, and nothing
   * nearly like one, may be learned from}
   *
   * @param folders of data sets
   */
  public static Stream<String> measured(DataFolders folders) {
    return DataSets.all().stream()
        .flatMap(
            set -> folders.holding(set).stream().flatMap(root -> set.open(root).texts().stream()));
  }

  /** {@return the names of all, for messages} */
  public static List<String> folders() {
    return Stream.of(values()).map(GeneralTexts::folder).toList();
  }
}
