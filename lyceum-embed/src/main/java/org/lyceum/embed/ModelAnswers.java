// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.ModelKind;
import org.lyceum.folder.Route;
import org.lyceum.folder.RouteInput;
import org.lyceum.folder.SavedModel;
import org.lyceum.folder.TextRole;

/**
 * What a model of any kind says to texts, each alone.
 *
 * <pre>{@code
 * try (var model = SavedModel.open(folder); var runner = new RouteRunner(model)) {
 *   var ranking = new ModelAnswers(model, runner).rank("a question", documents);
 * }
 * }</pre>
 *
 * @param model the model
 * @param engine what computes it, such as a {@link RouteRunner}
 */
public record ModelAnswers(SavedModel model, Engine engine) {
  /** Computes a route. */
  @FunctionalInterface
  public interface Engine {
    /**
     * {@return what the route gives, row-major}
     *
     * @param route one of the model's
     * @param input a text or pair
     */
    float[] run(Route route, RouteInput input);
  }

  /**
   * A document and how well it answers.
   *
   * @param index its place among the documents
   * @param score higher is better
   */
  public record Ranked(int index, double score) {}

  private <K extends ModelKind> K require(Class<K> kind) {
    ModelKind own = model.layout().kind();
    if (!kind.isInstance(own)) {
      throw new IllegalArgumentException(
          "%s is a %s, which does not give that".formatted(model.path(), own.label()));
    }
    return kind.cast(own);
  }

  /**
   * {@return the prompt that the model has for texts of a role}
   *
   * @param role what a text is
   */
  public String prompt(TextRole role) {
    return model.layout().prompts().text(role.prompt());
  }

  /**
   * {@return the vector of a text, {@code (D)}}
   *
   * @param prompt what is put in front
   * @param text any text
   * @param role what the text is
   * @throws IllegalArgumentException if the model is not dense, or has no route for the role
   */
  public float[] vector(String prompt, String text, TextRole role) {
    require(ModelKind.Dense.class);
    return run(model.input(prompt, text, role), role);
  }

  /**
   * {@return the weights of the vocabulary's entries}
   *
   * @param prompt what is put in front
   * @param text any text
   * @param role what the text is
   * @throws IllegalArgumentException if the model is not sparse, or has no route for the role
   */
  public SparseVector entries(String prompt, String text, TextRole role) {
    require(ModelKind.Sparse.class);
    return SparseVector.of(run(model.input(prompt, text, role), role));
  }

  /**
   * {@return the vectors of a text's tokens, those that are scored}
   *
   * @param prompt what is put in front
   * @param text any text
   * @param role what the text is
   * @throws IllegalArgumentException if the model is not a multi-vector one
   */
  public List<float[]> tokenVectors(String prompt, String text, TextRole role) {
    require(ModelKind.MultiVector.class);
    RouteInput input = model.input(prompt, text, role);
    float[] all = run(input, role);
    int width = all.length / input.length();
    return IntStream.range(0, input.length())
        .filter(i -> input.scored()[i] != 0)
        .mapToObj(i -> Arrays.copyOfRange(all, i * width, (i + 1) * width))
        .toList();
  }

  private float[] run(RouteInput input, TextRole role) {
    return engine.run(model.layout().route(role), input);
  }

  /**
   * {@return the scores of a pair before the activation, {@code (C)}}
   *
   * @param first such as a query
   * @param second such as a document
   * @throws IllegalArgumentException if the model is not a cross-encoder
   */
  public float[] logits(String first, String second) {
    require(ModelKind.CrossEncoder.class);
    return run(model.pair(prompt(TextRole.ANY), first, second), TextRole.ANY);
  }

  /**
   * {@return the scores of a pair, {@code (C)}}
   *
   * @param first such as a query
   * @param second such as a document
   * @throws IllegalArgumentException if the model is not a cross-encoder
   */
  public double[] scores(String first, String second) {
    float[] logits = logits(first, second);
    return require(ModelKind.CrossEncoder.class).scores(logits);
  }

  /**
   * {@return documents by how well they answer, best first}
   *
   * @param query what is asked
   * @param documents any texts
   * @throws IllegalArgumentException if the model is not a cross-encoder with one score
   */
  public List<Ranked> rank(String query, List<String> documents) {
    if (require(ModelKind.CrossEncoder.class).labels() != 1) {
      throw new IllegalArgumentException(
          "%s gives several scores, by which nothing can be ranked; read scores(...) instead"
              .formatted(model.path()));
    }
    var ranked = new ArrayList<Ranked>();
    for (String document : documents) {
      ranked.add(new Ranked(ranked.size(), scores(query, document)[0]));
    }
    ranked.sort(Comparator.comparingDouble(Ranked::score).reversed());
    return List.copyOf(ranked);
  }
}
