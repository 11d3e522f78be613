// SPDX-License-Identifier: Apache-2.0
package org.lyceum.onnx;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One operation of a graph.
 *
 * @param type the operator, such as {@code MatMul}
 * @param domain whose operator it is; empty for ONNX itself
 * @param name the node's name, may be empty
 * @param inputs names of values; an empty one is an optional input left out
 * @param outputs names of values
 * @param attributes by name
 * @param rest other fields
 */
public record Node(
    String type,
    String domain,
    String name,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes,
    Fields rest) {
  /** Keeps unmodifiable copies. */
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /**
   * {@return a node of an ONNX operator with one output}
   *
   * @param type the operator
   * @param name the node's name
   * @param inputs names of values
   * @param output name of the value it gives
   */
  public static Node of(String type, String name, List<String> inputs, String output) {
    return new Node(type, "", name, inputs, List.of(output), Map.of(), Fields.NONE);
  }

  /**
   * {@return this with one attribute set}
   *
   * @param key its name
   * @param value its value
   */
  public Node with(String key, Attribute value) {
    var more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new Node(type, domain, name, inputs, outputs, more, rest);
  }

  /**
   * {@return this with other inputs}
   *
   * @param others names of values
   */
  public Node withInputs(List<String> others) {
    return new Node(type, domain, name, others, outputs, attributes, rest);
  }

  /**
   * {@return this with other outputs}
   *
   * @param others names of values
   */
  public Node withOutputs(List<String> others) {
    return new Node(type, domain, name, inputs, others, attributes, rest);
  }

  /** {@return the first output} */
  public String output() {
    return outputs.getFirst();
  }

  /**
   * {@return the name of an input, empty where it is left out}
   *
   * @param index counted from 0
   */
  public String input(int index) {
    return index < inputs.size() ? inputs.get(index) : "";
  }

  /** {@return the values that it takes: its inputs, and what graphs inside it may take} */
  public Set<String> taken() {
    var taken = new HashSet<>(inputs);
    for (var attribute : attributes.values()) {
      if (attribute instanceof Attribute.Subgraph(Graph inside)) {
        inside.nodes().forEach(node -> taken.addAll(node.taken()));
        inside.outputs().forEach(output -> taken.add(output.name()));
      }
    }
    return taken;
  }

  /**
   * {@return an integer attribute}
   *
   * @param key its name
   * @param missing what it is where it is not set
   */
  public long integer(String key, long missing) {
    return attributes.get(key) instanceof Attribute.Int number ? number.value() : missing;
  }

  static Node read(WireReader in) {
    String type = "";
    String domain = "";
    String name = "";
    var inputs = new ArrayList<String>();
    var outputs = new ArrayList<String>();
    var attributes = new LinkedHashMap<String, Attribute>();
    while (in.next()) {
      switch (in.field()) {
        case 1 -> inputs.add(in.text());
        case 2 -> outputs.add(in.text());
        case 3 -> name = in.text();
        case 4 -> type = in.text();
        case 5 -> AttributeCodec.read(in.message(), attributes);
        case 7 -> domain = in.text();
        default -> in.skip();
      }
    }
    return new Node(type, domain, name, inputs, outputs, attributes, in.rest());
  }

  WireWriter write() {
    var out = new WireWriter();
    inputs.forEach(input -> out.element(1, input));
    outputs.forEach(output -> out.element(2, output));
    out.text(3, name).text(4, type);
    attributes.forEach((key, value) -> out.message(5, AttributeCodec.write(key, value)));
    return out.text(7, domain).fields(rest);
  }
}
