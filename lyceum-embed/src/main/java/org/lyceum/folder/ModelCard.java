// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.head.HeadModule;

/**
 * The {@code README.md} of a model, with the front matter that hubs read.
 *
 * @param name of the model
 * @param license an SPDX identifier or {@code other}
 * @param baseModel the model it was made from, or null
 * @param tags further tags
 * @param body Markdown: what it is, how it was made, its figures
 */
public record ModelCard(
    String name, String license, @Nullable String baseModel, List<String> tags, String body) {
  private static final String UNKNOWN = "other";

  /**
   * {@return a card of which nothing but the name is known}
   *
   * @param name of the model
   */
  public static ModelCard of(String name) {
    return new ModelCard(name, UNKNOWN, null, List.of(), "An embedding model.");
  }

  /**
   * {@return a card of a model that was made from another: of its license, and made from what the
   * other's card names, which hubs know; where that says nothing, {@code other} and the other's
   * name}
   *
   * @param source the other
   * @param name of the model
   * @param tags further tags
   * @param body Markdown
   */
  public static ModelCard madeFrom(
      ModelFolder source, String name, List<String> tags, String body) {
    FrontMatter known = FrontMatter.of(source.path());
    return new ModelCard(
        name,
        known.value("license").orElse(UNKNOWN),
        known.value("base_model").orElse(source.name()),
        tags,
        body);
  }

  /**
   * {@return the content of the file}
   *
   * @param spec what the model is
   */
  public String markdown(ModelSpec spec) {
    var text = new StringBuilder("---\ntags:\n");
    for (String tag :
        List.of("sentence-transformers", "sentence-similarity", "feature-extraction", "dense")) {
      text.append("- ").append(tag).append('\n');
    }
    tags.forEach(tag -> text.append("- ").append(tag).append('\n'));
    if (baseModel != null) {
      text.append("base_model: ").append(baseModel).append('\n');
    }
    text.append("license: ").append(license).append('\n');
    text.append("pipeline_tag: sentence-similarity\nlibrary_name: sentence-transformers\n---\n\n");
    text.append("# ").append(name).append("\n\n").append(body.strip()).append("\n\n");
    return text.append(understood(spec)).append(usage()).toString();
  }

  private static String understood(ModelSpec spec) {
    return """
    ## The model

    | | |
    |---|---|
    | encoder | %s |
    | pooling | %s |
    | after pooling | %s |
    | width | %d |
    | longest text | %s |
    | similarity | %s |

    """
        .formatted(
            describe(spec.backbone()),
            spec.pooling().name(),
            spec.modules().isEmpty()
                ? "nothing"
                : String.join(", ", spec.modules().stream().map(HeadModule::kind).toList()),
            spec.width(),
            spec.text().maxTokens() == Integer.MAX_VALUE
                ? "any"
                : spec.text().maxTokens() + " tokens",
            spec.use().similarity().label());
  }

  private static String describe(Backbone backbone) {
    return switch (backbone) {
      case Backbone.OfFamily(var family, var settings) ->
          "%s, %d layers, width %d"
              .formatted(family.kind(), family.sizes().layers(), family.sizes().width());
      case Backbone.OfTable table -> "a static table of %d tokens".formatted(table.vocabulary());
    };
  }

  private static String usage() {
    return """
    ## Use

    ```
    echo 'a small dog' | lyceum embed PATH_OF_THIS_FOLDER
    ```

    ```python
    from sentence_transformers import SentenceTransformer
    vectors = SentenceTransformer("PATH_OF_THIS_FOLDER").encode(["a small dog"])
    ```
    """;
  }
}
