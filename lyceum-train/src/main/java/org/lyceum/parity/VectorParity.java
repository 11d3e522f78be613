// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.encoder.Tokens;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.GraphRunner;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** The vectors of texts, each alone, from tokenizer to last module: {@code expected.json}. */
final class VectorParity implements AutoCloseable {
  private final ModelFolder folder;
  private final TorchParameters parameters;
  private final GraphRunner graph;

  private VectorParity(ModelFolder folder, TorchParameters parameters, GraphRunner graph) {
    this.folder = folder;
    this.parameters = parameters;
    this.graph = graph;
  }

  private static VectorParity of(ModelFolder folder) {
    var parameters = TorchParameters.load(folder.weights(), DType.F32, false);
    try {
      return new VectorParity(folder, parameters, graph(folder));
    } catch (RuntimeException | Error e) {
      parameters.close();
      throw e;
    }
  }

  private static GraphRunner graph(ModelFolder folder) {
    try {
      Path file = Files.createTempFile("lyceum-parity-", ".onnx");
      try {
        GraphExport.write(folder.spec(), folder.weights(), file);
        return new GraphRunner(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Difference> check(Path model, Path fixture) {
    JsonFile file = JsonFile.read(fixture.resolve("expected.json"));
    if (!file.root().has("texts") || !file.root().has("answers")) {
      throw new DataException(file.path(), "must hold 'texts' and 'answers' with their vectors");
    }
    if (file.root().path("texts").isEmpty() || file.root().path("answers").isEmpty()) {
      throw new DataException(file.path(), "must hold at least one text and one answer");
    }
    var differences = new ArrayList<Difference>();
    try (var folder = ModelFolder.open(model);
        var parity = VectorParity.of(folder)) {
      for (JsonNode answer : file.root().path("answers")) {
        differences.add(parity.answer("torch", parity::torch, file.root().path("texts"), answer));
        differences.add(
            parity.answer("onnx", parity.graph::vector, file.root().path("texts"), answer));
      }
    }
    return differences;
  }

  /** Tokens of a text, and how many at its start do not count, to its vector. */
  private interface Engine {
    float[] vector(TokenIds tokens, int skipped);
  }

  private Difference answer(String name, Engine engine, JsonNode texts, JsonNode answer) {
    double largest = 0;
    double scale = 1;
    String prompt = prompt(answer.path("call"));
    for (int i = 0; i < texts.size(); i++) {
      float[] full = vector(engine, prompt, texts.get(i).asText());
      float[] found = finish(full, answer.path("call"));
      float[] wanted = floats(answer.path("vectors").path(i));
      largest = Math.max(largest, Reference.difference(found, wanted, new long[0]));
      scale = Math.max(scale, Reference.largest(wanted));
    }
    return new Difference("vectors " + answer.path("call"), name, largest, 1e-5 * scale);
  }

  static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private String prompt(JsonNode call) {
    if (call.has("prompt")) {
      return call.path("prompt").asText();
    }
    return folder
        .prompts()
        .text(
            switch (call.path("method").asText()) {
              case "encode_query" -> new Prompt.Query();
              case "encode_document" -> new Prompt.Document();
              default ->
                  call.has("prompt_name")
                      ? new Prompt.Named(call.path("prompt_name").asText())
                      : new Prompt.Default();
            });
  }

  private float[] vector(Engine engine, String prompt, String text) {
    TokenIds tokens = folder.tokenize(List.of(prompt + text)).getFirst();
    int skipped = folder.spec().promptTokens(folder.tokenizer(), prompt);
    return tokens.length() == 0
        ? new float[folder.width()] // a static table has nothing for the empty text
        : engine.vector(tokens, skipped);
  }

  private float[] torch(TokenIds tokens, int skipped) {
    int length = tokens.length();
    try (var scope = Scope.open("vector");
        var guard = Torch.noGrad()) {
      var ids = Torch.tensor(longs(tokens.ids()), 1, length);
      var types = Torch.tensor(longs(tokens.types()), 1, length);
      var model = folder.model(parameters);
      Tensor states = model.tokenEmbeddings(new Tokens(ids, null, types));
      long[] counted = IntStream.range(0, length).mapToLong(i -> i < skipped ? 0 : 1).toArray();
      return model.sentenceEmbedding(states, null, Torch.tensor(counted, 1, length)).floats();
    }
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  static float[] finish(float[] vector, JsonNode call) {
    float[] cut = Arrays.copyOf(vector, call.path("truncate_dim").asInt(vector.length));
    if (call.path("normalize_embeddings").asBoolean()) {
      double squares = 0;
      for (float value : cut) {
        squares += (double) value * value;
      }
      double norm = Math.max(1e-12, Math.sqrt(squares));
      for (int i = 0; i < cut.length; i++) {
        cut[i] = (float) (cut[i] / norm);
      }
    }
    return cut;
  }

  @Override
  public void close() {
    parameters.close();
    graph.close();
  }
}
