// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.lyceum.encoder.Tokens;
import org.lyceum.nn.Parameters;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.Weights;

/** The graph of a route: token ids in, what the route gives out. */
public final class RouteGraph {
  /** Output, in the shape that {@link Signal.Content} says. */
  public static final String OUTPUT = "output";

  private static final Shape ANY = Shape.of(Shape.ANY, Shape.ANY);

  private RouteGraph() {}

  /**
   * {@return the graph of a route}
   *
   * @param route one of the model's
   * @param weights the model's parameters
   */
  public static OnnxGraph graph(Route route, Weights weights) {
    var graph = new OnnxGraph("model");
    graph.output(OUTPUT, record(graph, route, graph.parameters(weights)));
    return graph;
  }

  static Tensor record(OnnxGraph graph, Route route, Parameters parameters) {
    Tensor ids = graph.input(GraphExport.IDS, DType.I64, ANY);
    Tensor mask = graph.input(GraphExport.MASK, DType.I64, ANY);
    boolean typed = route.first().takesTypes();
    Tensor types = typed ? graph.input(GraphExport.TYPES, DType.I64, ANY) : null;
    Tensor counted = graph.input(GraphExport.COUNTED, DType.I64, ANY);
    return route.apply(parameters, new Tokens(ids, mask, types), counted);
  }
}
