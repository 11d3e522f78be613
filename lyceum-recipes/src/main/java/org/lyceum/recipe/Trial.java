// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Runs a recipe.
 *
 * @param recipe what is run
 * @param seeds how many, 1 or more; they are 1, 2, 3, ...
 */
public record Trial(Recipe recipe, int seeds) {
  /** Checks the number of seeds. */
  public Trial {
    if (seeds < 1) {
      throw new IllegalArgumentException("seeds must be 1 or more, got " + seeds);
    }
  }

  /**
   * {@return what came out}
   *
   * @param lab what experiments are made with
   * @param versions of what the outcome may depend on
   * @param said told each verdict as it is known
   */
  public Outcome run(Lab lab, Map<String, String> versions, Consumer<Verdict> said) {
    long start = System.nanoTime();
    var numbers = LongStream.rangeClosed(1, seeds).boxed().toList();
    var claims = recipe.claims(lab);
    var verdicts = new ArrayList<Verdict>();
    for (var claim : claims) {
      int index = verdicts.size();
      var verdict =
          Verdict.of(
              claim,
              numbers,
              () -> {
                lab.check();
                lab.setting().listener().at("claims", index, claims.size());
              });
      verdicts.add(verdict);
      said.accept(verdict);
    }
    var paper = recipe.paper();
    return new Outcome(
        paper.id(),
        paper.version(),
        RecipeSource.hash(recipe),
        lab.setting().full(),
        numbers,
        verdicts,
        command(lab.setting().full()),
        (System.nanoTime() - start) / 1e9,
        versions,
        lab.used());
  }

  private String command(boolean full) {
    var words =
        List.of(
            "lyceum recipe run",
            Integer.toString(recipe.paper().number()),
            full ? "--full" : "--smoke",
            "--seeds",
            Integer.toString(seeds));
    return String.join(" ", words);
  }
}
