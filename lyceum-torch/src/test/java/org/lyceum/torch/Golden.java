// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.lyceum.GoldenFiles;
import org.lyceum.tensor.Shape;

/** Reference answers as numbers and shapes. */
final class Golden {
  private Golden() {}

  static Stream<JsonNode> cases(String name) {
    return StreamSupport.stream(GoldenFiles.json(name).get("cases").spliterator(), false);
  }

  static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .flatMapToDouble(
            node ->
                node.isArray()
                    ? java.util.Arrays.stream(doubles(node))
                    : java.util.stream.DoubleStream.of(node.doubleValue()))
        .toArray();
  }

  static float[] floats(JsonNode array) {
    double[] doubles = doubles(array);
    float[] floats = new float[doubles.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) doubles[i];
    }
    return floats;
  }

  static Shape shape(JsonNode array) {
    return array.get(0).isArray()
        ? Shape.of(array.size(), array.get(0).size())
        : Shape.of(array.size());
  }
}
