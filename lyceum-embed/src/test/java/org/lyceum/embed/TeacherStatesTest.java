// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.DType;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/**
 * The token states of all-MiniLM-L6-v2 from libtorch, from the graph that we record, and from the
 * graph that the model was published with.
 */
class TeacherStatesTest {
  private static final List<String> TEXTS =
      List.of(
          "a small dog",
          "The central bank raised its interest rates for the third time this year.",
          "pneumonoultramicroscopicsilicovolcanoconiosis, 東京, cafe\u0301 :-)",
          "In the beginning the words were long and many, and nobody counted them. ".repeat(20));

  /** States of every token and the mean over them, by name of the runtime. */
  private record Found(float[] states, int width) {
    float[] mean() {
      float[] mean = new float[width];
      for (int i = 0; i < states.length; i++) {
        mean[i % width] += states[i];
      }
      return mean;
    }
  }

  @Test
  void agreeBetweenAllThree() throws OrtException, IOException {
    try (var folder = Models.open("minilm-l6");
        var parameters = TorchParameters.load(folder.weights(), DType.F32, false);
        var ours = session(GraphExport.graph(folder.spec(), folder.weights()).toBytes());
        var published = session(artifact())) {
      for (TokenIds text : folder.tokenize(TEXTS)) {
        var torch = torch(folder.model(parameters), text);
        same(torch, onnx(ours, GraphExport.STATES, text));
        same(torch, onnx(published, published.getOutputNames().iterator().next(), text));
      }
    }
  }

  private static void same(Found one, Found other) {
    assertThat(other.states).hasSameSizeAs(one.states);
    float largest = 0;
    for (int i = 0; i < one.states.length; i++) {
      largest = Math.max(largest, Math.abs(one.states[i] - other.states[i]));
    }
    assertThat(largest).isLessThan(1e-4f);
    assertThat(Similarity.COSINE.of(one.mean(), other.mean())).isGreaterThan(0.999999);
  }

  private static byte[] artifact() throws IOException {
    try (InputStream in = TeacherStatesTest.class.getResourceAsStream("/all-minilm-l6-v2.onnx")) {
      return Objects.requireNonNull(in, "all-minilm-l6-v2.onnx").readAllBytes();
    }
  }

  private static OrtSession session(byte[] model) throws OrtException {
    try (var options = EncoderGraph.options()) {
      return OrtEnvironment.getEnvironment().createSession(model, options);
    }
  }

  private static Found torch(EmbeddingModel model, TokenIds text) {
    try (var scope = Scope.open("test");
        var guard = Torch.noGrad()) {
      long[] ids = Arrays.stream(text.ids()).asLongStream().toArray();
      var states = model.tokenEmbeddings(new Tokens(Torch.tensor(ids, 1, ids.length), null, null));
      return new Found(states.floats(), Math.toIntExact(states.shape().size(2)));
    }
  }

  private static Found onnx(OrtSession session, String output, TokenIds text) throws OrtException {
    var batch = new TokenMatrix();
    batch.fill(List.of(text), text.length(), 0, 0);
    Map<String, OnnxTensor> given = new HashMap<>();
    try {
      for (String name : session.getInputNames()) {
        long[] shape = {1, text.length()};
        given.put(
            name,
            OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), batch.input(name), shape));
      }
      try (var result = session.run(given)) {
        var states = (OnnxTensor) result.get(output).orElseThrow();
        var values = states.getFloatBuffer();
        float[] all = new float[values.remaining()];
        values.get(all);
        return new Found(all, all.length / text.length());
      }
    } finally {
      given.values().forEach(OnnxTensor::close);
    }
  }
}
