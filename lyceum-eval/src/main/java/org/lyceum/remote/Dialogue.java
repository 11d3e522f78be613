// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import org.lyceum.tensor.DataException;

/**
 * What is said to a service and what its answer means.
 *
 * @param address of the service
 */
record Dialogue(Address address) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final int EXCERPT = 100;

  /** The body of a request. Longer texts than the model takes are to be cut, as is done here. */
  byte[] request(List<String> texts) {
    var root = JSON.createObjectNode();
    switch (address.api()) {
      case OPENAI -> {
        wellFormed(texts).forEach(root.putArray("input")::add);
        root.put("model", address.model());
        root.put("encoding_format", "float");
      }
      case TEI -> {
        wellFormed(texts).forEach(root.putArray("inputs")::add);
        root.put("truncate", true);
      }
    }
    try {
      return JSON.writeValueAsBytes(root);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a request could not be written", e);
    }
  }

  /** Half of a pair of surrogates, which JSON may hold and UTF-8 not, becomes a question mark. */
  private static List<String> wellFormed(List<String> texts) {
    return texts.stream().map(text -> new String(text.getBytes(UTF_8), UTF_8)).toList();
  }

  /** What text-embeddings-inference tells of itself. */
  JsonNode info(byte[] answer) {
    return tree(answer);
  }

  private JsonNode tree(byte[] answer) {
    try {
      return JSON.readTree(answer);
    } catch (JsonProcessingException e) {
      throw wrong("must answer JSON, got '%s'".formatted(Refusal.words(answer)));
    } catch (IOException e) {
      throw wrong("must answer JSON, but it cannot be read: " + e.getMessage());
    }
  }

  /**
   * What an answer says.
   *
   * @param vectors in the order of the texts
   * @param model that made them, by its own name; empty where that is not told
   * @param tokens that the texts had, as the service counts; none where that is not told
   */
  record Reply(List<float[]> vectors, String model, OptionalLong tokens) {}

  /**
   * What an answer says.
   *
   * @param count of the texts
   * @throws DataException if there is not one vector for each, or one is not finite
   */
  Reply reply(byte[] answer, int count) {
    var root = tree(answer);
    var tokens = root.path("usage").path("prompt_tokens");
    return new Reply(
        vectors(root, count),
        root.path("model").asText(""),
        tokens.canConvertToLong() ? OptionalLong.of(tokens.asLong()) : OptionalLong.empty());
  }

  private List<float[]> vectors(JsonNode root, int count) {
    var rows = address.api() == Api.TEI ? root : root.path("data");
    if (!rows.isArray()) {
      var shape = address.api() == Api.TEI ? "a list of vectors" : "an object with a list 'data'";
      throw wrong("must answer %s, got %s".formatted(shape, excerpt(root)));
    }
    if (rows.size() != count) {
      throw wrong(
          "must answer a vector for each text, got %d for %d".formatted(rows.size(), count));
    }
    return address.api() == Api.TEI ? inOrder(rows) : byIndex(rows);
  }

  private List<float[]> inOrder(JsonNode rows) {
    var vectors = new ArrayList<float[]>();
    for (var row : rows) {
      vectors.add(vector(row, vectors.size()));
    }
    return vectors;
  }

  private List<float[]> byIndex(JsonNode rows) {
    float[][] vectors = new float[rows.size()][];
    for (var row : rows) {
      var index = row.path("index");
      if (!index.isInt() || index.intValue() < 0 || index.intValue() >= vectors.length) {
        throw wrong(
            "must answer an 'index' from 0 to %d with each vector, got %s"
                .formatted(vectors.length - 1, excerpt(index)));
      }
      int at = index.intValue();
      if (vectors[at] != null) {
        throw wrong("must answer each 'index' once, got %d twice".formatted(at));
      }
      vectors[at] = vector(row.path("embedding"), at);
    }
    return List.of(vectors);
  }

  private float[] vector(JsonNode node, int index) {
    float[] vector = node.isTextual() ? decoded(node.textValue(), index) : numbers(node, index);
    if (vector.length == 0) {
      throw wrong("must answer vectors with numbers, got none for text %d".formatted(index));
    }
    for (float value : vector) {
      if (!Float.isFinite(value)) {
        throw wrong("must answer finite numbers, got %s for text %d".formatted(value, index));
      }
    }
    return vector;
  }

  private float[] numbers(JsonNode node, int index) {
    if (!node.isArray()) {
      throw wrong(
          "must answer a list of numbers or base64 for each text, got %s for text %d"
              .formatted(excerpt(node), index));
    }
    float[] vector = new float[node.size()];
    for (int d = 0; d < vector.length; d++) {
      var value = node.get(d);
      if (!value.isNumber()) {
        throw wrong("must answer numbers, got %s for text %d".formatted(excerpt(value), index));
      }
      vector[d] = value.floatValue();
    }
    return vector;
  }

  /** Little-endian floats. */
  private float[] decoded(String text, int index) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw wrong("must answer base64, got something else for text %d".formatted(index));
    }
    if (bytes.length % Float.BYTES != 0) {
      throw wrong(
          "must answer 4 bytes a number in base64, got %d bytes for text %d"
              .formatted(bytes.length, index));
    }
    float[] vector = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(vector);
    return vector;
  }

  private static String excerpt(JsonNode node) {
    if (node.isMissingNode()) {
      return "none";
    }
    var text = node.toString();
    return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
  }

  /** A fault of what the service answers. */
  DataException wrong(String what) {
    return new DataException(address.uri(), what);
  }
}
