// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.files.Sha256;

class RecipeSourceTest {
  private static String hash(String java) {
    return RecipeSource.hash(java);
  }

  @Test
  void isThatOfTheCodeWithoutCommentsAndWhiteSpace() {
    assertThat(hash("int a = 1; // one\n/* two\n lines */ int b;\n"))
        .isEqualTo(Sha256.of("inta=1;intb;"));
    assertThat(hash("/** What it is. */\nint a\n    = 1;\n\tint b;"))
        .isEqualTo(hash("int a=1; int b;"));
  }

  @Test
  void leavesOutWhereClassesLie() {
    assertThat(hash("package a;\n\nimport b.C;\nimport static d.E.*;\n\nint a;"))
        .isEqualTo(Sha256.of("packagea;inta;"));
  }

  @Test
  void takesLiteralsAsTheyAre() {
    assertThat(hash("s = \"a  b // no comment /* none */\"; // one"))
        .isEqualTo(Sha256.of("s=\"a  b // no comment /* none */\";"));
    assertThat(hash("s = \"\\\" // no comment\";"))
        .isEqualTo(Sha256.of("s=\"\\\" // no comment\";"));
    assertThat(hash("c = '\"'; s = \" \"; d = '\\'';"))
        .isEqualTo(Sha256.of("c='\"';s=\" \";d='\\'';"));
    assertThat(hash("a = 5e-4;")).isNotEqualTo(hash("a = 5e-3;"));
  }

  @Test
  void takesTextBlocksAsTheCompilerDoes() {
    var block = "s = \"\"\"\n    one \"two\"\n      // three\n    \"\"\";";
    var deeper = "s =\n  \"\"\"\n        one \"two\"\n          // three\n        \"\"\";";
    var other = "s = \"\"\"\n    one \"two\"\n    // three\n    \"\"\";";
    assertThat(hash(block)).isEqualTo(hash(deeper));
    assertThat(hash(block)).isNotEqualTo(hash(other));
  }

  @Test
  void isBesideTheClassOfEachRecipe() throws IOException {
    assertThat(Catalogue.all()).isNotEmpty();
    for (var recipe : Catalogue.all()) {
      var file = Path.of("src/main/java", recipe.getClass().getName().replace('.', '/') + ".java");
      assertThat(RecipeSource.hash(recipe)).isEqualTo(hash(Files.readString(file)));
    }
  }

  @Test
  void isBlankWhereThereIsNone() {
    var recipe =
        new Recipe() {
          @Override
          public Paper paper() {
            return new Paper(7, "a-paper", "A paper", "Who 2026", 3, "About.");
          }

          @Override
          public List<Claim> claims(Lab lab) {
            return List.of();
          }
        };
    assertThat(RecipeSource.hash(recipe)).isEmpty();
  }
}
