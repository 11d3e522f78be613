// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run of measurements came to.
 *
 * @param machine what it ran on
 * @param rows a runner and a set each
 */
public record BenchReport(Machine machine, List<BenchRow> rows) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** {@return the content of the JSON file} */
  ObjectNode json() {
    var root = JsonNodeFactory.instance.objectNode();
    root.set("machine", machine.json());
    var list = root.putArray("rows");
    rows.forEach(row -> list.add(json(row)));
    return root;
  }

  private static ObjectNode json(BenchRow row) {
    var node = JsonNodeFactory.instance.objectNode();
    node.put("runner", row.runner()).put("set", row.set());
    node.put("texts_per_cpu_second", row.texts().median());
    put(node, "gflops", row.gflops());
    put(node, "share_of_gemm_peak", row.share());
    node.put("padding", row.padding());
    node.set("spread", row.texts().json());
    put(node, "share_of_libtorch_gemm", row.shareOfLibtorch());
    put(node, "cosine", row.cosine());
    return node;
  }

  private static void put(ObjectNode node, String name, @Nullable Double value) {
    node.put(name, value);
  }

  /** {@return the report as a table for a terminal} */
  public String text() {
    return new BenchTable(this).toString();
  }

  /**
   * Writes the report as JSON.
   *
   * @param out where to; left open
   * @throws IOException if it cannot be written
   */
  public void write(OutputStream out) throws IOException {
    out.write(JSON.writeValueAsBytes(json()));
    out.write('\n');
  }
}
