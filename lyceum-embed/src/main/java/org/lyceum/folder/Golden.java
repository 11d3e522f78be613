// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * Texts and the vectors that a model must give for them, without any prompt: {@code golden.json}.
 * Whoever loads a model checks it, so that a wrong pooling, tokenizer or weight file is found
 * before the first vector is used.
 *
 * @param texts a few
 * @param vectors theirs, of the model's full width
 * @param tolerance largest allowed difference of a coordinate, relative to the largest coordinate
 *     of the vector where that is above 1
 */
public record Golden(List<String> texts, List<float[]> vectors, double tolerance) {
  /** The name of the file in a model folder. */
  public static final String FILE = "golden.json";

  /** What float32 loses between machines and runtimes, with room. */
  public static final double TOLERANCE = 2e-4;

  /** What other numbers may lose. */
  private static final double LEAST_COSINE = 0.98;

  /** The texts of the models written here: plain, longer, and not English. */
  public static final List<String> TEXTS =
      List.of(
          "The quick brown fox jumps over the lazy dog.",
          "An embedding is a vector that stands for a text; texts that mean the same thing get"
              + " vectors that point the same way, whatever words they use.",
          "L'élève répond à la question. 学生回答老师的问题。");

  /** Checks that there is a vector for each text. */
  public Golden {
    texts = List.copyOf(texts);
    vectors = List.copyOf(vectors);
    if (texts.isEmpty() || texts.size() != vectors.size()) {
      throw new IllegalArgumentException(
          "there must be a vector for each text, got %d texts and %d vectors"
              .formatted(texts.size(), vectors.size()));
    }
    if (!(tolerance > 0 && Double.isFinite(tolerance))) {
      throw new IllegalArgumentException("tolerance must be positive and finite, got " + tolerance);
    }
  }

  /**
   * {@return what a file holds}
   *
   * @param path a {@code golden.json}
   */
  public static Golden read(Path path) {
    JsonFile file = JsonFile.read(path);
    var texts = new ArrayList<String>();
    file.root().path("texts").forEach(text -> texts.add(text.asText()));
    var vectors = new ArrayList<float[]>();
    file.root().path("vectors").forEach(vector -> vectors.add(floats(path, vector)));
    try {
      return new Golden(texts, vectors, file.number("tolerance", TOLERANCE));
    } catch (IllegalArgumentException e) {
      throw new DataException(path, e);
    }
  }

  private static float[] floats(Path path, JsonNode vector) {
    float[] values = new float[vector.size()];
    for (int i = 0; i < values.length; i++) {
      if (!vector.get(i).isNumber()) {
        throw new DataException(path, "'vectors' must hold numbers, got " + vector.get(i));
      }
      values[i] = vector.get(i).floatValue();
    }
    return values;
  }

  /** {@return the content of the file} */
  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode textNodes = root.putArray("texts");
    texts.forEach(textNodes::add);
    ArrayNode vectorNodes = root.putArray("vectors");
    for (float[] vector : vectors) {
      ArrayNode node = vectorNodes.addArray();
      for (float value : vector) {
        node.add(value);
      }
    }
    root.put("tolerance", tolerance);
    return root;
  }

  /**
   * Checks a model.
   *
   * @param source the folder, for the message
   * @param model texts to vectors, without prompt, of the full width
   * @throws DataException if a vector differs by more than the tolerance; says by how much
   */
  public void check(Object source, Function<List<String>, List<float[]>> model) {
    List<float[]> found = model.apply(texts);
    for (int i = 0; i < texts.size(); i++) {
      double difference = difference(vectors.get(i), found.get(i));
      if (!(difference <= tolerance)) {
        throw new DataException(
            source,
            ("the model must give the vectors of its golden.json, but for '%s' a coordinate differs"
                 + " by %.3g (tolerance %.3g): weights, tokenizer, pooling and golden.json do not"
                 + " belong together; restore the folder, or delete golden.json if the change was"
                 + " wanted")
                .formatted(texts.get(i), difference, tolerance));
      }
    }
  }

  /**
   * Checks a model in other numbers, whose vectors need only point the same way.
   *
   * @param source the folder or file, for the message
   * @param model texts to vectors, without prompt, of the full width
   * @throws DataException if the cosine of a vector to the golden one is below 0.98
   */
  public void checkNear(Object source, Function<List<String>, List<float[]>> model) {
    List<float[]> found = model.apply(texts);
    for (int i = 0; i < texts.size(); i++) {
      double cosine =
          found.get(i).length == vectors.get(i).length
              ? Similarity.COSINE.of(vectors.get(i), found.get(i))
              : Double.NaN;
      if (!(cosine >= LEAST_COSINE)) {
        throw new DataException(
            source,
            "must be near the model, but for '%s' the cosine is %.4f (at least %.2f); make it anew, an 8-bit graph with 'lyceum quantize'"
                .formatted(texts.get(i), cosine, LEAST_COSINE));
      }
    }
  }

  /**
   * The largest difference of a coordinate; infinite where the widths differ or one is not finite.
   */
  private static double difference(float[] wanted, float[] found) {
    if (wanted.length != found.length) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < wanted.length; i++) {
      double difference = Math.abs((double) wanted[i] - found[i]);
      largest = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(largest, difference);
      scale = Math.max(scale, Math.abs(wanted[i]));
    }
    return largest / scale;
  }
}
