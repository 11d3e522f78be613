// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;

/**
 * Runs the graph of a model on one text at a time: slow and simple, to check what was written. For
 * use there is {@code Embedder}.
 */
public final class GraphRunner implements AutoCloseable {
  private final Object source;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  /**
   * Loads a graph.
   *
   * @param file written by {@link GraphExport}
   * @throws DataException if ONNX Runtime cannot run it
   */
  public GraphRunner(Path file) {
    this(file, (environment, options) -> environment.createSession(file.toString(), options));
  }

  /** Loads a graph that is in no file. */
  GraphRunner(Object source, OnnxModel graph) {
    this(source, (environment, options) -> environment.createSession(graph.toBuffer(), options));
  }

  /** Makes a session. */
  private interface Loading {
    OrtSession session(OrtEnvironment environment, SessionOptions options) throws OrtException;
  }

  private GraphRunner(Object source, Loading loading) {
    this.source = source;
    try (var options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      session = loading.session(environment, options);
    } catch (OrtException e) {
      throw new DataException(
          source, "must be a graph that ONNX Runtime can run: " + e.getMessage(), e);
    }
  }

  /** The vectors of texts, in order. */
  List<float[]> vectors(List<TokenIds> texts) {
    return texts.stream().map(text -> vector(text, 0)).toList();
  }

  /**
   * {@return the vector of a text}
   *
   * @param text its tokens, one or more
   * @param skipped how many tokens at its start do not count in pooling
   */
  public float[] vector(TokenIds text, int skipped) {
    Map<String, OnnxTensor> inputs = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        inputs.put(
            name, OnnxTensor.createTensor(environment, new long[][] {input(name, text, skipped)}));
      }
      try (var result = session.run(inputs)) {
        return ((float[][]) result.get(GraphExport.VECTORS).orElseThrow().getValue())[0];
      }
    } catch (OrtException e) {
      throw new DataException(source, "must run: " + e.getMessage(), e);
    } finally {
      inputs.values().forEach(OnnxTensor::close);
    }
  }

  private static long[] input(String name, TokenIds text, int skipped) {
    long[] values = new long[text.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (name) {
            case GraphExport.IDS -> text.ids()[i];
            case GraphExport.TYPES -> text.types()[i];
            case GraphExport.COUNTED -> i < skipped ? 0 : 1;
            default -> 1;
          };
    }
    return values;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session could not be closed", e);
    }
  }
}
