// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.lyceum.dataset.DataFolders;

/**
 * How many claims of a paper held: those that were measured, and apart from them those that follow
 * from definitions, which hold wherever the code is right.
 *
 * @param held of those measured
 * @param measured claims that can turn out false
 * @param right of those by definition
 * @param defined claims by definition: what {@link Claim.Follows} and {@link Claim.Covers} say, and
 *     counts of files that are fixed
 */
public record Tally(long held, long measured, long right, long defined) {
  /**
   * Claims of another kind that follow too: a recipe that said so itself would have to run again.
   */
  private static final String FIXED = "fixed-counts.txt";

  /**
   * {@return the tally of an outcome; what the recipe does not claim any more counts as measured}
   *
   * @param recipe tells which claims follow from definitions
   * @param outcome of it
   */
  public static Tally of(Recipe recipe, Outcome outcome) {
    var defined = defined(recipe);
    var apart = outcome.verdicts().stream().filter(v -> defined.contains(v.claim())).toList();
    long right = apart.stream().filter(Verdict::holds).count();
    return new Tally(
        outcome.held() - right, outcome.verdicts().size() - apart.size(), right, apart.size());
  }

  /** The sentences; no claim is asked. */
  private static Set<String> defined(Recipe recipe) {
    var sentences = new HashSet<String>();
    var id = recipe.paper().id();
    try (var lab = new Lab(nothing())) {
      recipe.claims(lab).stream()
          .filter(claim -> claim instanceof Claim.Follows || claim instanceof Claim.Covers)
          .map(Claim::text)
          .forEach(sentences::add);
    }
    fixed().stream()
        .filter(line -> line.startsWith(id + " "))
        .map(line -> line.substring(id.length() + 1))
        .forEach(sentences::add);
    return sentences;
  }

  private static Lab.Setting nothing() {
    return new Lab.Setting(
        true, Path.of(""), new DataFolders(List.of()), 1, (what, done, total) -> {}, () -> false);
  }

  /** Lines of a paper's id and a sentence. */
  static List<String> fixed() {
    try (var in = Objects.requireNonNull(Tally.class.getResourceAsStream(FIXED));
        var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return lines.lines().filter(line -> !line.startsWith("#")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(FIXED), e);
    }
  }

  /** {@return such as {@code 5 of 8 measured, 12 by definition}} */
  public String words() {
    var words = "%d of %d measured".formatted(held, measured);
    if (defined == 0) {
      return words;
    }
    return right == defined
        ? words + ", %d by definition".formatted(defined)
        : words + ", %d of %d by definition".formatted(right, defined);
  }
}
