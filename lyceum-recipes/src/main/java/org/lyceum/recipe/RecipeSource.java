// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.files.Sha256;

/**
 * The source of a recipe, by which an outcome is known to be of the recipe as it is now. Comments,
 * white space and imports, which say where a class lies, do not count. The build puts it beside the
 * class, below {@code META-INF/sources}.
 */
public final class RecipeSource {
  private static final String FOLDER = "/META-INF/sources/";
  private static final String BLOCK = "\"\"\"";

  /** Literals, which count as they are, and what does not count. */
  private static final Pattern PARTS =
      Pattern.compile(
          """
          (?<literal>\"{3}.*?(?<!\\\\)\"{3}|"(?:\\\\.|[^"\\\\])*+"|'(?:\\\\.|[^'\\\\])*+')\
          |//[^\\n]*|/\\*.*?\\*/|\\s+\
          """,
          Pattern.DOTALL);

  private static final Pattern IMPORTS = Pattern.compile("^import [\\w.* ]+;", Pattern.MULTILINE);

  private RecipeSource() {}

  /**
   * {@return the hash of a recipe's source; blank where the source is not beside the class}
   *
   * @param recipe whose
   */
  public static String hash(Recipe recipe) {
    var type = recipe.getClass();
    var file = FOLDER + type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
    try (var in = type.getResourceAsStream(file)) {
      return in == null ? "" : hash(new String(in.readAllBytes(), UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(file), e);
    }
  }

  /**
   * {@return the hash of a source without its comments, white space and imports}
   *
   * @param java a file of Java
   */
  static String hash(String java) {
    return Sha256.of(
        PARTS
            .matcher(IMPORTS.matcher(java).replaceAll(""))
            .replaceAll(part -> Matcher.quoteReplacement(counting(part))));
  }

  private static String counting(MatchResult part) {
    var literal = part.group("literal");
    if (literal == null) {
      return "";
    }
    if (!literal.startsWith(BLOCK)) {
      return literal;
    }
    int from = literal.indexOf('\n') + 1;
    return BLOCK + literal.substring(from, literal.length() - BLOCK.length()).stripIndent() + BLOCK;
  }
}
