// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.HashMap;
import java.util.IdentityHashMap;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.Route;
import org.lyceum.folder.RouteGraph;
import org.lyceum.folder.RouteInput;
import org.lyceum.folder.SavedModel;
import org.lyceum.fusion.Fusions;
import org.lyceum.tensor.DataException;

/** Runs the routes of a model with ONNX Runtime, one text at a time. Thread safe. */
public final class RouteRunner implements ModelAnswers.Engine, AutoCloseable {
  private final SavedModel model;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final IdentityHashMap<Route, OrtSession> sessions = new IdentityHashMap<>();
  private final UseGuard guard = new UseGuard();

  /**
   * Runs a model; a route is recorded when a text first takes it.
   *
   * @param model stays open as long as this
   */
  public RouteRunner(SavedModel model) {
    this.model = model;
  }

  @Override
  public float[] run(Route route, RouteInput input) {
    return guard.use(() -> computed(route, input));
  }

  private float[] computed(Route route, RouteInput input) {
    var inputs = new HashMap<String, OnnxTensor>();
    try {
      OrtSession session = session(route);
      for (String name : session.getInputNames()) {
        inputs.put(name, OnnxTensor.createTensor(environment, new long[][] {values(name, input)}));
      }
      try (var result = session.run(inputs)) {
        var buffer = ((OnnxTensor) result.get(RouteGraph.OUTPUT).orElseThrow()).getFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
      }
    } catch (OrtException e) {
      throw new DataException(model.path(), "the recorded graph must run: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static long[] values(String name, RouteInput input) {
    return switch (name) {
      case GraphExport.IDS -> input.ids();
      case GraphExport.TYPES -> input.types();
      case GraphExport.COUNTED -> input.counted();
      default -> input.attended();
    };
  }

  private synchronized OrtSession session(Route route) throws OrtException {
    OrtSession known = sessions.get(route);
    if (known != null) {
      return known;
    }
    try (var options = EncoderGraph.options()) {
      var graph = Fusions.of(RouteGraph.graph(route, model.weights()).toModel(), RouteGraph.OUTPUT);
      OrtSession session = environment.createSession(graph.toBuffer(), options);
      sessions.put(route, session);
      return session;
    }
  }

  /** Waits for the texts that are under way; a later one is an error. */
  @Override
  public void close() {
    guard.close(this::release);
  }

  private void release() {
    for (OrtSession session : sessions.values()) {
      try {
        session.close();
      } catch (OrtException e) {
        throw new IllegalStateException("a session could not be closed", e);
      }
    }
    sessions.clear();
  }
}
