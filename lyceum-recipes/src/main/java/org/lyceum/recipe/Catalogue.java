// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/**
 * All recipes on the class path, in the order of their numbers. No list of them is kept by hand.
 */
public final class Catalogue {
  private Catalogue() {}

  /** {@return all recipes, by number} */
  public static List<Recipe> all() {
    return ServiceLoader.load(Recipe.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(recipe -> recipe.paper().number()))
        .toList();
  }

  /**
   * {@return the recipe of a paper}
   *
   * @param word its number, its slug or both: {@code 20}, {@code tte-depth}, {@code 20-tte-depth}
   * @throws IllegalArgumentException if there is none; lists all
   */
  public static Recipe named(String word) {
    return all().stream()
        .filter(recipe -> isCalled(recipe.paper(), word))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no recipe '%s'; known: %s"
                        .formatted(
                            word,
                            all().stream()
                                .map(recipe -> recipe.paper().id())
                                .collect(Collectors.joining(", ")))));
  }

  private static boolean isCalled(Paper paper, String word) {
    return word.equals(paper.id())
        || word.equals(paper.slug())
        || word.equals(Integer.toString(paper.number()))
        || word.equals("%02d".formatted(paper.number()));
  }
}
