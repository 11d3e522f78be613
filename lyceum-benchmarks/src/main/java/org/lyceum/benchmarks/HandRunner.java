// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.folder.ModelFolder;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;

/**
 * ONNX Runtime called by hand, as a careful user would: the published graph, texts sorted by
 * tokens, batches of 32, one thread, mean pooling in Java. It has Lyceum's tokenizer.
 */
final class HandRunner implements Runner {
  private static final String GRAPH = "all-minilm-l6-v2.onnx";
  private static final int BATCH = 32;

  private final ModelFolder folder;
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;

  HandRunner(ModelFolder folder) {
    this.folder = folder;
    try (var in = HandRunner.class.getClassLoader().getResourceAsStream(GRAPH);
        var options = new OrtSession.SessionOptions()) {
      if (in == null) {
        throw new DataException(
            GRAPH, "must be on the class path; LangChain4j's artifact holds it");
      }
      options.setIntraOpNumThreads(1);
      session = environment.createSession(in.readAllBytes(), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (OrtException e) {
      throw new DataException(GRAPH, "must be a graph that can run: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return BenchRunner.ONNXRUNTIME.label();
  }

  @Override
  public List<float[]> embed(List<String> texts) {
    var tokens = folder.tokenize(texts);
    float[][] rows = new float[texts.size()][];
    for (int[] batch : batches(tokens)) {
      run(tokens, batch, rows);
    }
    return Arrays.asList(rows);
  }

  /** Indices of the texts of each batch, longest first. */
  private static List<int[]> batches(List<TokenIds> tokens) {
    int[] order =
        IntStream.range(0, tokens.size())
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> -tokens.get(i).length()))
            .mapToInt(Integer::intValue)
            .toArray();
    var batches = new ArrayList<int[]>();
    for (int from = 0; from < order.length; from += BATCH) {
      batches.add(Arrays.copyOfRange(order, from, Math.min(from + BATCH, order.length)));
    }
    return batches;
  }

  private void run(List<TokenIds> tokens, int[] batch, float[][] rows) {
    int length = tokens.get(batch[0]).length();
    long[][] ids = new long[batch.length][length];
    long[][] mask = new long[batch.length][length];
    for (int row = 0; row < batch.length; row++) {
      int[] own = tokens.get(batch[row]).ids();
      for (int i = 0; i < own.length; i++) {
        ids[row][i] = own[i];
        mask[row][i] = 1;
      }
    }
    try (var first = OnnxTensor.createTensor(environment, ids);
        var second = OnnxTensor.createTensor(environment, mask);
        var third = OnnxTensor.createTensor(environment, new long[batch.length][length]);
        var result =
            session.run(
                Map.of("input_ids", first, "attention_mask", second, "token_type_ids", third))) {
      var states = ((OnnxTensor) result.get(0)).getFloatBuffer();
      for (int row = 0; row < batch.length; row++) {
        int own = tokens.get(batch[row]).length();
        rows[batch[row]] = mean(states, row * length * folder.width(), own);
      }
    } catch (OrtException e) {
      throw new IllegalStateException("the graph failed: " + e.getMessage(), e);
    }
  }

  private float[] mean(FloatBuffer states, int from, int tokens) {
    float[] sum = new float[folder.width()];
    for (int token = 0; token < tokens; token++) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += states.get(from + token * sum.length + i);
      }
    }
    double squares = 0;
    for (float value : sum) {
      squares += (double) value * value;
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= (float) Math.sqrt(squares);
    }
    return sum;
  }

  @Override
  public double padding(List<String> texts) {
    var tokens = folder.tokenize(texts);
    double real = tokens.stream().mapToLong(TokenIds::length).sum();
    long all =
        batches(tokens).stream()
            .mapToLong(batch -> (long) batch.length * tokens.get(batch[0]).length())
            .sum();
    return 1 - real / all;
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
