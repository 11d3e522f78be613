// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.lyceum.tensor.Tensor;

/**
 * Where each text lies in a row that holds several, one behind the other. What treats every token
 * alike, which is most of an encoder, sees one long row and computes nothing for padding; what must
 * keep texts apart takes the texts of each length together.
 *
 * @param runs texts of equal length, in the order of the row
 * @param positions I64 {@code (1, N)}: each token's position within its text
 */
public record Packing(List<Run> runs, Tensor positions) {
  /**
   * Texts of equal length that follow each other.
   *
   * @param texts how many, {@code B}
   * @param length tokens of each, {@code T}
   */
  public record Run(int texts, int length) {}

  /** Checks the runs against the positions. */
  public Packing {
    runs = List.copyOf(runs);
    long tokens = runs.stream().mapToLong(run -> (long) run.texts * run.length).sum();
    if (positions.shape().rank() != 2 || positions.shape().size(1) != tokens) {
      throw new IllegalArgumentException(
          "positions must have shape (1, %d), one for each token, got %s"
              .formatted(tokens, positions.shape()));
    }
  }

  /**
   * {@return the runs of lengths}
   *
   * @param lengths tokens of each text, in the order of the row
   */
  public static List<Run> runs(int[] lengths) {
    var runs = new ArrayList<Run>();
    for (int start = 0, end; start < lengths.length; start = end) {
      end = start + 1;
      while (end < lengths.length && lengths[end] == lengths[start]) {
        end++;
      }
      runs.add(new Run(end - start, lengths[start]));
    }
    return runs;
  }

  /** A function of I64 (B, T), applied to the texts of a row (1, N). */
  Tensor perText(Tensor row, UnaryOperator<Tensor> function) {
    var parts =
        unpack(row.unsqueeze(-1)).stream()
            .map(part -> function.apply(part.squeeze(-1)).unsqueeze(-1))
            .toList();
    return pack(parts).squeeze(-1);
  }

  int longest() {
    return runs.stream().mapToInt(Run::length).max().orElse(0);
  }

  /**
   * {@return the states of each run, {@code (B, T, D)}, of one row}
   *
   * @param row {@code (1, N, D)}
   */
  public List<Tensor> unpack(Tensor row) {
    long width = row.shape().size(2);
    long[] sizes = runs.stream().mapToLong(run -> (long) run.texts * run.length).toArray();
    var parts = new ArrayList<>(row.split(1, sizes));
    for (int i = 0; i < parts.size(); i++) {
      var run = runs.get(i);
      parts.set(i, parts.get(i).reshape(run.texts, run.length, width));
    }
    return parts;
  }

  /**
   * {@return one row of the states of each run, {@code (1, N, D)}}
   *
   * @param parts {@code (B, T, D)} each
   */
  public Tensor pack(List<Tensor> parts) {
    UnaryOperator<Tensor> flat = part -> part.reshape(1, -1, part.shape().size(2));
    return Tensor.concatenate(parts.stream().map(flat).toList(), 1);
  }
}
