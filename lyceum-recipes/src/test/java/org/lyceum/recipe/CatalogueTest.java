// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CatalogueTest {
  private static final Path ROOT = Path.of("..");
  private static final Path OUTCOMES = ROOT.resolve("outcomes");

  static Stream<Recipe> recipes() {
    return Catalogue.all().stream();
  }

  @Test
  void findsEachRecipeOnceInTheOrderOfItsNumber() {
    var numbers = recipes().map(recipe -> recipe.paper().number()).toList();
    assertThat(numbers).isSorted().doesNotHaveDuplicates().isNotEmpty();
    assertThat(recipes().map(recipe -> recipe.paper().slug())).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void hasATestOfEach(Recipe recipe) {
    var name = recipe.getClass().getName() + "Test";
    assertThat(Path.of("src/test/java", name.replace('.', '/') + ".java")).exists();
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void publishesAnOutcomeOfEachAsItIsNow(Recipe recipe) {
    var outcome = Outcome.read(Outcome.file(OUTCOMES, recipe.paper()));
    assertThat(outcome.paper()).isEqualTo(recipe.paper().id());
    assertThat(List.of(outcome.version(), outcome.source()))
        .as(
            "version and source of %s, in whose place 'lyceum recipe run %d --full' writes one of"
                + " the recipe as it is now",
            Outcome.file(OUTCOMES, recipe.paper()), recipe.paper().number())
        .isEqualTo(List.of(recipe.paper().version(), RecipeSource.hash(recipe)));
    assertThat(outcome.full()).isTrue();
    assertThat(outcome.seeds()).containsExactly(1L, 2L, 3L);
  }

  @Test
  void printsTheTableOfTheReadme() throws IOException {
    assertThat(Files.readString(ROOT.resolve("README.md")))
        .as("'lyceum recipe list --markdown' prints it")
        .contains(OutcomeTable.of(Catalogue.all(), OUTCOMES));
  }

  @Test
  void countsWhatFollowsFromDefinitionsApart() {
    var words =
        recipes()
            .map(recipe -> Tally.of(recipe, Outcome.read(Outcome.file(OUTCOMES, recipe.paper()))))
            .map(Tally::words)
            .toList();
    assertThat(words)
        .contains(
            "10 of 13 measured, 7 by definition", // 20
            "2 of 5 measured, 9 by definition", // 37
            "5 of 8 measured, 12 by definition"); // 44
    assertThat(new Tally(1, 2, 2, 3).words()).isEqualTo("1 of 2 measured, 2 of 3 by definition");
  }

  /** A sentence that no recipe says any more would be of none. */
  @Test
  void namesFixedCountsThatThereAre() {
    var said =
        recipes()
            .map(recipe -> Outcome.read(Outcome.file(OUTCOMES, recipe.paper())))
            .flatMap(of -> of.verdicts().stream().map(v -> of.paper() + " " + v.claim()))
            .toList();
    assertThat(said).containsAll(Tally.fixed());
  }

  @Test
  void knowsARecipeByNumberSlugAndBoth() {
    for (var word : List.of("20", "tte-depth", "20-tte-depth")) {
      assertThat(Catalogue.named(word).paper().number()).isEqualTo(20);
    }
    assertThatThrownBy(() -> Catalogue.named("99"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no recipe '99'")
        .hasMessageContaining("20-tte-depth");
  }
}
