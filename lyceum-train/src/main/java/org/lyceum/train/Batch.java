// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.lyceum.nn.Parameters;
import org.lyceum.objective.Embeddings;
import org.lyceum.objective.TokenStates;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Torch;

/**
 * The rows of one batch.
 *
 * @param examples where they are
 * @param rows their indices
 */
@SuppressWarnings("ArrayRecordComponent") // made once a step and never shared
record Batch(Examples examples, int[] rows) {
  /** The texts of one column, in the order of the rows. */
  List<TokenIds> texts(int column) {
    return Arrays.stream(rows).mapToObj(row -> examples.tokens(row, column)).toList();
  }

  /** The texts of all columns, one column after the other. */
  List<TokenIds> texts() {
    var texts = new ArrayList<TokenIds>();
    for (int column = 0; column < examples.columns(); column++) {
      texts.addAll(texts(column));
    }
    return texts;
  }

  /**
   * {@return what the objective sees}
   *
   * @param embeddings {@code (C B, D)}, one column after the other
   * @param guided what a guide made of the same texts; the teacher's vectors are its, then
   * @param learned the objective's own parameters
   */
  Embeddings embeddings(Tensor embeddings, Optional<Encoded.Guided> guided, Parameters learned) {
    return new Embeddings(
        columns(embeddings),
        guided.map(some -> columns(some.taught())).orElseGet(this::teacher),
        identities(),
        Optional.of(labels()),
        guided.map(some -> new TokenStates(some.states(), some.wanted())),
        Optional.of(learned));
  }

  /**
   * Gives the examples what a guide made of their texts.
   *
   * @param taught {@code (C B, F)}, one column after the other
   */
  void keep(Tensor taught) {
    float[] flat = taught.floats();
    int width = (int) taught.shape().size(1);
    for (int column = 0; column < examples.columns(); column++) {
      int first = column * rows.length;
      examples.taught(
          rows,
          column,
          IntStream.range(first, first + rows.length)
              .mapToObj(i -> Arrays.copyOfRange(flat, i * width, (i + 1) * width))
              .toList());
    }
  }

  private List<Tensor> columns(Tensor embeddings) {
    var columns = new ArrayList<Tensor>();
    for (int column = 0; column < examples.columns(); column++) {
      columns.add(embeddings.narrow(0, (long) column * rows.length, rows.length));
    }
    return columns;
  }

  private List<Tensor> teacher() {
    int width = examples.teacherWidth();
    if (width == 0) {
      return List.of();
    }
    var columns = new ArrayList<Tensor>();
    for (int column = 0; column < examples.columns(); column++) {
      float[] values = new float[rows.length * width];
      for (int i = 0; i < rows.length; i++) {
        float[] vector = examples.teacher(rows[i], column);
        if (vector != null) {
          System.arraycopy(vector, 0, values, i * width, width);
        }
      }
      columns.add(Torch.tensor(values, rows.length, width));
    }
    return columns;
  }

  private Tensor labels() {
    long[] labels = Arrays.stream(rows).mapToLong(examples::label).toArray();
    return Torch.tensor(labels, labels.length);
  }

  private List<Tensor> identities() {
    var columns = new ArrayList<Tensor>();
    for (int column = 0; column < examples.columns(); column++) {
      int fixed = column;
      long[] ids = Arrays.stream(rows).mapToLong(row -> examples.identity(row, fixed)).toArray();
      columns.add(Torch.tensor(ids, ids.length));
    }
    return columns;
  }
}
