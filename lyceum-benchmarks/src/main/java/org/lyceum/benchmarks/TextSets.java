// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Lines;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;
import org.lyceum.text.Tokenizer;

/** Makes sets of texts, always the same ones, or reads them. */
final class TextSets {
  private static final Seed SEED = new Seed(7);

  private final @Nullable Path folder;
  private final WordStream words;

  /** Sets from a folder with {@code short.txt} and so on, or from the words where it is null. */
  TextSets(@Nullable Path folder, Tokenizer tokenizer) {
    this.folder = folder;
    words = WordStream.ofWordNet(tokenizer);
  }

  TextSet get(SetName name) {
    return folder == null ? made(name) : read(folder.resolve(name.label() + ".txt"), name.label());
  }

  private TextSet made(SetName name) {
    return new TextSet(name.label(), made(name, name.size(), name.label()));
  }

  /** Texts of a set's kind, as many as wanted. */
  List<String> made(SetName kind, int count, String stream) {
    var random = SEED.stream("bench/" + stream);
    return IntStream.range(0, count)
        .mapToObj(i -> words.text(kind.length(random), random))
        .toList();
  }

  /** Texts of one length, or a token more. */
  List<String> equal(int length, int count) {
    var random = SEED.stream("bench/equal-" + length);
    return IntStream.range(0, count).mapToObj(i -> words.text(length, random)).toList();
  }

  private static TextSet read(Path file, String name) {
    var texts = new ArrayList<String>();
    try (var lines = Lines.open(file)) {
      for (var line = lines.next(); line != null; line = lines.next()) {
        if (!line.text().isBlank()) {
          texts.add(line.text());
        }
      }
    }
    if (texts.isEmpty()) {
      throw new DataException(file, "must hold a text a line, and holds none");
    }
    return new TextSet(name, texts);
  }
}
