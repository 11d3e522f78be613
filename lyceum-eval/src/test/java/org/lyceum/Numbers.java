// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Lists of a JSON file. */
public final class Numbers {
  private Numbers() {}

  public static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  public static double[] doubles(JsonNode list) {
    return each(list).mapToDouble(Numbers::number).toArray();
  }

  public static int[] integers(JsonNode list) {
    return each(list).mapToInt(JsonNode::asInt).toArray();
  }

  public static List<String> strings(JsonNode list) {
    return each(list).map(JsonNode::asText).toList();
  }

  public static float[] vector(JsonNode list) {
    float[] vector = new float[list.size()];
    for (int i = 0; i < vector.length; i++) {
      vector[i] = (float) list.get(i).asDouble();
    }
    return vector;
  }

  public static List<float[]> vectors(JsonNode lists) {
    return each(lists).map(Numbers::vector).toList();
  }

  /** A number, of which JSON knows no infinite ones. */
  public static double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : Double.NaN;
  }
}
