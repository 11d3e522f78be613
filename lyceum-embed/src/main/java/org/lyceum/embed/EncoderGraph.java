// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.folder.GraphExport;
import org.lyceum.fusion.Fusions;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;

/**
 * A graph in ONNX Runtime: padded token ids in, a vector a text out. Thread safe; each call
 * computes on the calling thread alone, and different threads at the same time.
 */
public final class EncoderGraph implements AutoCloseable {

  private static final Set<String> KNOWN =
      Set.of(GraphExport.IDS, GraphExport.MASK, GraphExport.TYPES, GraphExport.COUNTED);

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final Set<String> inputs;
  private final int width;

  private EncoderGraph(Object source, OrtSession session) throws OrtException {
    this.session = session;
    inputs = session.getInputNames();
    if (!KNOWN.containsAll(inputs) || !inputs.contains(GraphExport.IDS)) {
      throw new DataException(
          source, "the graph's inputs must be among %s, got %s".formatted(KNOWN, inputs));
    }
    NodeInfo output = session.getOutputInfo().get(GraphExport.VECTORS);
    if (output == null) {
      throw new DataException(
          source,
          "the graph must have the output '%s', has %s; export it with Lyceum"
              .formatted(GraphExport.VECTORS, session.getOutputNames()));
    }
    width = width(source, output);
  }

  private static int width(Object source, NodeInfo output) {
    long[] shape = ((TensorInfo) output.getInfo()).getShape();
    if (shape.length != 2 || shape[1] < 1) {
      throw new DataException(
          source, "'%s' must have shape (texts, width)".formatted(GraphExport.VECTORS));
    }
    return Math.toIntExact(shape[1]);
  }

  /**
   * {@return the graph, as it runs fastest}
   *
   * @param source names it in messages
   * @param model the ONNX model
   * @throws DataException if its inputs or outputs are others, or it cannot run
   */
  public static EncoderGraph open(Object source, OnnxModel model) {
    var fused = Fusions.of(model, GraphExport.VECTORS).toBuffer();
    try (var options = options()) {
      var session = OrtEnvironment.getEnvironment().createSession(fused, options);
      try {
        return new EncoderGraph(source, session);
      } catch (RuntimeException | OrtException e) {
        session.close();
        throw e;
      }
    } catch (OrtException e) {
      throw new DataException(source, "is not a graph that can run: " + firstLine(e), e);
    }
  }

  /**
   * {@return one thread, so that a caller's threads are all there are; no waiting in a loop; and no
   * memory plan kept for each shape, of which there are many here. The caller closes them}
   *
   * @throws OrtException if ONNX Runtime does not take them
   */
  public static SessionOptions options() throws OrtException {
    var options = new SessionOptions();
    options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
    options.setIntraOpNumThreads(1);
    options.setInterOpNumThreads(1);
    options.addConfigEntry("session.intra_op.allow_spinning", "0");
    options.setMemoryPatternOptimization(false);
    options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
    return options;
  }

  int width() {
    return width;
  }

  /**
   * Computes one batch.
   *
   * @param batch the token ids, filled
   * @param texts rows of the batch
   * @param length positions a text
   * @return the vectors in the batch's own memory: valid until it is filled again
   */
  FloatBuffer run(TokenMatrix batch, int texts, int length) {
    long[] shape = {texts, length};
    var opened = new ArrayList<OnnxTensor>();
    try {
      var given = new HashMap<String, OnnxTensor>();
      for (String name : inputs) {
        var tensor = OnnxTensor.createTensor(environment, batch.input(name), shape);
        opened.add(tensor);
        given.put(name, tensor);
      }
      var vectors = batch.vectors(texts * width);
      var result = OnnxTensor.createTensor(environment, vectors, new long[] {texts, width});
      opened.add(result);
      session.run(given, Map.of(GraphExport.VECTORS, result)).close();
      return vectors;
    } catch (OrtException e) {
      throw new IllegalStateException(
          "the graph failed on %d texts of %d tokens: %s".formatted(texts, length, firstLine(e)),
          e);
    } finally {
      opened.forEach(OnnxTensor::close);
    }
  }

  /**
   * {@return the vectors of texts, each computed alone}
   *
   * @param texts tokens, one or more each, all of which count in pooling
   */
  public List<float[]> alone(List<TokenIds> texts) {
    var batch = new TokenMatrix();
    return texts.stream().map(text -> alone(text, batch)).toList();
  }

  private float[] alone(TokenIds text, TokenMatrix batch) {
    batch.fill(List.of(PooledTokens.all(text)), text.length(), 0);
    float[] vector = new float[width];
    run(batch, 1, text.length()).get(vector);
    return vector;
  }

  /**
   * {@return the inputs of a graph for one text, which the caller closes}
   *
   * @param names of the inputs
   * @param text all of whose tokens count in pooling
   * @throws OrtException if one cannot be made
   */
  public static Map<String, OnnxTensor> inputs(Set<String> names, TokenIds text)
      throws OrtException {
    var matrix = new TokenMatrix();
    matrix.fill(List.of(PooledTokens.all(text)), text.length(), 0);
    var given = new HashMap<String, OnnxTensor>();
    try {
      for (String name : names) {
        long[] shape = {1, text.length()};
        given.put(
            name,
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), matrix.input(name), shape));
      }
      return given;
    } catch (RuntimeException | OrtException e) {
      given.values().forEach(OnnxTensor::close);
      throw e;
    }
  }

  private static String firstLine(OrtException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("the graph could not be closed: " + firstLine(e), e);
    }
  }
}
