// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.regex.Pattern;

/**
 * A paper and what was made of it.
 *
 * @param number in the list of papers, 1 to {@value #MOST}
 * @param slug a name in kebab-case
 * @param title of the paper
 * @param source authors, year and where it stands
 * @param version of the recipe; raised when its experiment changes, so that an older outcome is
 *     known as such
 * @param about what it adds and how it is tried here, in some sentences
 */
public record Paper(
    int number, String slug, String title, String source, int version, String about) {
  /** The last number. */
  public static final int MOST = 54;

  private static final Pattern SLUG = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /** Checks that nothing is missing. */
  public Paper {
    if (number < 1 || number > MOST || version < 1) {
      throw new IllegalArgumentException(
          "a paper must have a number from 1 to %d and a version of 1 or more, got %d and %d"
              .formatted(MOST, number, version));
    }
    if (!SLUG.matcher(slug).matches()) {
      throw new IllegalArgumentException(
          "a paper's slug must be in kebab-case, got '%s'".formatted(slug));
    }
    if (title.isBlank() || source.isBlank() || about.isBlank()) {
      throw new IllegalArgumentException(
          "paper %d must have a title, a source and a text about it".formatted(number));
    }
    about = about.strip();
  }

  /** {@return number and slug, such as {@code 20-tte-depth}} */
  public String id() {
    return "%02d-%s".formatted(number, slug);
  }
}
