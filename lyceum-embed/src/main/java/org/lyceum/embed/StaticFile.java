// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Path;
import java.util.Arrays;
import org.lyceum.encoder.StaticTable;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

/**
 * The table of a static model: {@code embedding.weight} as sentence-transformers writes it, or
 * {@code embeddings} with optional {@code mapping} (token to row) and {@code weights} (a factor a
 * token) as Model2Vec does.
 *
 * @see <a href="https://github.com/MinishLab/model2vec">Model2Vec</a>
 */
final class StaticFile {
  private static final String MODEL2VEC = "embeddings";

  private StaticFile() {}

  static Backbone backbone(Path folder) {
    Weights file = open(folder);
    Shape table = file.shape(name(folder, file));
    if (table.rank() != 2) {
      throw new DataException(folder, "the table must have two dimensions, got " + table);
    }
    long rows = file.names().contains("mapping") ? file.shape("mapping").size(0) : table.size(0);
    return new Backbone.OfTable(Math.toIntExact(rows), Math.toIntExact(table.size(1)));
  }

  /**
   * Whether tokens that the vocabulary does not have are left out of the mean, as Model2Vec does;
   * sentence-transformers gives them the row of the unknown token.
   */
  static boolean leavesOutUnknown(Path folder) {
    return name(folder, open(folder)).equals(MODEL2VEC);
  }

  /** A table with a row of zeros. */
  static Weights withoutRow(Weights weights, int row) {
    Shape shape = weights.shape(StaticTable.NAME);
    int width = Math.toIntExact(shape.size(1));
    float[] table = weights.floats(StaticTable.NAME).clone();
    Arrays.fill(table, row * width, (row + 1) * width, 0);
    return InMemoryWeights.copyOf(weights).put(StaticTable.NAME, shape, table);
  }

  private static Weights open(Path folder) {
    return Safetensors.open(folder.resolve("model.safetensors"));
  }

  private static String name(Path folder, Weights file) {
    for (String name : new String[] {StaticTable.NAME, MODEL2VEC}) {
      if (file.names().contains(name)) {
        return name;
      }
    }
    throw new DataException(
        folder.resolve("model.safetensors"),
        "must hold '%s' or '%s', has %s".formatted(StaticTable.NAME, MODEL2VEC, file.names()));
  }

  /** The table, one row a token, factors applied. */
  static Weights table(Path folder) {
    Weights file = open(folder);
    String name = name(folder, file);
    if (name.equals(StaticTable.NAME)) {
      return file;
    }
    var shape = backbone(folder);
    float[] rows = file.floats(name);
    float[] table = new float[Math.multiplyExact(shape.vocabulary(), shape.width())];
    long[] mapping = file.names().contains("mapping") ? file.longs("mapping") : null;
    float[] factors = file.names().contains("weights") ? file.floats("weights") : null;
    for (int token = 0; token < shape.vocabulary(); token++) {
      int row = mapping == null ? token : Math.toIntExact(mapping[token]);
      float factor = factors == null ? 1 : factors[token];
      for (int i = 0; i < shape.width(); i++) {
        table[token * shape.width() + i] = rows[row * shape.width() + i] * factor;
      }
    }
    return new InMemoryWeights()
        .put(StaticTable.NAME, Shape.of(shape.vocabulary(), shape.width()), table);
  }
}
