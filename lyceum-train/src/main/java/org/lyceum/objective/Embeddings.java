// SPDX-License-Identifier: Apache-2.0
package org.lyceum.objective;

import java.util.List;
import java.util.Optional;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * All that an objective may look at: the embeddings of one batch, by column. Rows of all columns
 * belong together: row {@code i} of column 0 is a query or text, of column 1 its positive, of later
 * columns its hard negatives.
 *
 * @param columns {@code (B, D)} each, at least one
 * @param teacher the teacher's embeddings of the same texts, {@code (B, E)} each; empty without a
 *     teacher
 * @param identities I64 {@code (B)} a column: equal numbers, also across columns, mean the same
 *     text; empty where nothing is known
 * @param labels I64 {@code (B)}: equal numbers are rows of one class or meaning, a negative one is
 *     of none; empty where nothing is known
 * @param tokens the states of all tokens, of student and teacher; empty without a guide
 * @param learned the parameters that the objective asked for with {@link Objective#learned}
 */
public record Embeddings(
    List<Tensor> columns,
    List<Tensor> teacher,
    List<Tensor> identities,
    Optional<Tensor> labels,
    Optional<TokenStates> tokens,
    Optional<Parameters> learned) {
  /**
   * Checks that the lists fit each other.
   *
   * @throws IllegalArgumentException if there is no column, or teacher or identities have another
   *     number of columns
   */
  public Embeddings {
    columns = List.copyOf(columns);
    teacher = List.copyOf(teacher);
    identities = List.copyOf(identities);
    if (columns.isEmpty()) {
      throw new IllegalArgumentException("a batch must have at least one column, got none");
    }
    requireColumns("teacher", teacher, columns);
    requireColumns("identities", identities, columns);
  }

  private static void requireColumns(String what, List<Tensor> some, List<Tensor> columns) {
    if (!some.isEmpty() && some.size() != columns.size()) {
      throw new IllegalArgumentException(
          "%s must have %d columns as the embeddings have, got %d"
              .formatted(what, columns.size(), some.size()));
    }
  }

  /**
   * {@return a batch of columns alone}
   *
   * @param columns {@code (B, D)} each
   */
  public static Embeddings of(Tensor... columns) {
    return new Embeddings(
        List.of(columns),
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * {@return the same batch with a teacher}
   *
   * @param columns the teacher's embeddings, {@code (B, E)} each, one a column of the student
   */
  public Embeddings withTeacher(List<Tensor> columns) {
    return new Embeddings(this.columns, columns, identities, labels, tokens, learned);
  }

  /**
   * {@return the same batch with what makes equal texts known}
   *
   * @param columns I64 {@code (B)}, one a column
   */
  public Embeddings withIdentities(List<Tensor> columns) {
    return new Embeddings(this.columns, teacher, columns, labels, tokens, learned);
  }

  /**
   * {@return the same batch with classes or meanings}
   *
   * @param numbers I64 {@code (B)}, negative for rows of none
   */
  public Embeddings withLabels(Tensor numbers) {
    return new Embeddings(columns, teacher, identities, Optional.of(numbers), tokens, learned);
  }

  /**
   * {@return the same batch with the states of its tokens}
   *
   * @param states of student and teacher
   */
  public Embeddings withTokens(TokenStates states) {
    return new Embeddings(columns, teacher, identities, labels, Optional.of(states), learned);
  }
}
