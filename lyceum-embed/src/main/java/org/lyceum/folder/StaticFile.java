// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.Arrays;
import org.lyceum.encoder.StaticTable;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Weights;

/**
 * The table of a static model: {@code embedding.weight} as sentence-transformers writes it, or
 * {@code embeddings} with optional {@code mapping} (token to row) and {@code weights} (a factor a
 * token) as Model2Vec does.
 *
 * @see <a href="https://github.com/MinishLab/model2vec">Model2Vec</a>
 */
final class StaticFile {
  private static final String FILE = "model.safetensors";
  private static final String MODEL2VEC = "embeddings";
  private static final String MAPPING = "mapping";
  private static final String FACTORS = "weights";

  private StaticFile() {}

  static Backbone backbone(Path folder) {
    Weights file = open(folder);
    Shape table = file.shape(name(folder, file));
    if (table.rank() != 2) {
      throw new DataException(folder, "the table must have two dimensions, got " + table);
    }
    long rows = file.names().contains(MAPPING) ? tokens(folder, file, MAPPING) : table.size(0);
    return new Backbone.OfTable(Math.toIntExact(rows), Math.toIntExact(table.size(1)));
  }

  /** How many tokens an array has a value of. */
  private static long tokens(Path folder, Weights file, String name) {
    Shape shape = file.shape(name);
    if (shape.rank() != 1) {
      throw new DataException(
          folder.resolve(FILE),
          "'%s' must have one dimension, a value a token, got %s; write the model again"
              .formatted(name, shape));
    }
    return shape.size(0);
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
    return FolderWeights.ofModule(folder);
  }

  private static String name(Path folder, Weights file) {
    for (String name : new String[] {StaticTable.NAME, MODEL2VEC}) {
      if (file.names().contains(name)) {
        return name;
      }
    }
    throw new DataException(
        folder.resolve(FILE),
        "must hold '%s' or '%s', has %s".formatted(StaticTable.NAME, MODEL2VEC, file.names()));
  }

  /** The table, one row a token, factors applied. */
  static Weights table(Path folder) {
    Weights file = open(folder);
    String name = name(folder, file);
    if (name.equals(StaticTable.NAME)) {
      requireFloating(folder, file, name);
      return file;
    }
    if (file.dtype(name) != DType.I8) { // bytes whose scale is that of all vectors
      requireFloating(folder, file, name);
    }
    var shape = backbone(folder);
    float[] rows = file.floats(name);
    float[] table = new float[Math.multiplyExact(shape.vocabulary(), shape.width())];
    long[] mapping = file.names().contains(MAPPING) ? mapping(folder, file, name) : null;
    float[] factors =
        file.names().contains(FACTORS) ? factors(folder, file, shape.vocabulary()) : null;
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

  private static void requireFloating(Path folder, Weights file, String name) {
    try {
      file.requireFloating(name);
    } catch (IllegalArgumentException e) {
      throw new DataException(folder.resolve(FILE), e);
    }
  }

  /** The row of each token. */
  private static long[] mapping(Path folder, Weights file, String table) {
    long rows = file.shape(table).size(0);
    long[] mapping = file.longs(MAPPING);
    for (int token = 0; token < mapping.length; token++) {
      if (mapping[token] < 0 || mapping[token] >= rows) {
        throw new DataException(
            folder.resolve(FILE),
            "'%s' must name rows of '%s', 0 to %d, got %d for token %d; write the model again"
                .formatted(MAPPING, table, rows - 1, mapping[token], token));
      }
    }
    return mapping;
  }

  /** The factor of each token. */
  private static float[] factors(Path folder, Weights file, int vocabulary) {
    long tokens = tokens(folder, file, FACTORS);
    if (tokens != vocabulary) {
      throw new DataException(
          folder.resolve(FILE),
          "'%s' must have a factor for each of %d tokens, got %d; write the model again"
              .formatted(FACTORS, vocabulary, tokens));
    }
    return file.floats(FACTORS);
  }
}
