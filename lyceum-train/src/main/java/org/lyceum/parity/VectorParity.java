// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.embed.ModelFolder;
import org.lyceum.embed.Prompt;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.JsonFile;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** The vectors of texts, each alone, from tokenizer to last module: {@code expected.json}. */
final class VectorParity {
  private final ModelFolder folder;
  private final TorchParameters parameters;

  private VectorParity(ModelFolder folder, TorchParameters parameters) {
    this.folder = folder;
    this.parameters = parameters;
  }

  static List<Difference> check(Path model, Path fixture) {
    JsonFile file = JsonFile.read(fixture.resolve("expected.json"));
    if (!file.root().has("texts") || !file.root().has("answers")) {
      throw new DataException(file.path(), "must hold 'texts' and 'answers' with their vectors");
    }
    var differences = new ArrayList<Difference>();
    try (var folder = ModelFolder.open(model);
        var parameters = TorchParameters.load(folder.weights(), DType.F32, false)) {
      var parity = new VectorParity(folder, parameters);
      for (JsonNode answer : file.root().path("answers")) {
        differences.add(parity.answer(file.root().path("texts"), answer));
      }
    }
    return differences;
  }

  private Difference answer(JsonNode texts, JsonNode answer) {
    double largest = 0;
    double scale = 1;
    String prompt = prompt(answer.path("call"));
    for (int i = 0; i < texts.size(); i++) {
      float[] found = finish(vector(prompt, texts.get(i).asText()), answer.path("call"));
      JsonNode wanted = answer.path("vectors").path(i);
      if (wanted.size() != found.length) {
        largest = Double.POSITIVE_INFINITY;
      }
      for (int j = 0; j < Math.min(found.length, wanted.size()); j++) {
        largest = Math.max(largest, Math.abs(found[j] - wanted.get(j).doubleValue()));
        scale = Math.max(scale, Math.abs(wanted.get(j).doubleValue()));
      }
    }
    return new Difference("vectors " + answer.path("call"), "torch", largest, 1e-5 * scale);
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

  private float[] vector(String prompt, String text) {
    TokenIds tokens = folder.tokenize(List.of(prompt + text)).getFirst();
    if (tokens.length() == 0) {
      return new float[folder.width()];
    }
    int length = tokens.length();
    boolean counts = folder.spec().text().includePrompt() || prompt.isEmpty();
    int skipped = counts ? 0 : folder.tokenizer().promptTokens(prompt);
    try (var scope = Scope.open("vector");
        var guard = Torch.noGrad()) {
      var ids = Torch.tensor(longs(tokens.ids()), 1, length);
      var model = folder.model(parameters);
      Tensor states =
          model.tokenEmbeddings(
              new Tokens(ids, null, Torch.tensor(longs(tokens.types()), 1, length)));
      long[] counted = IntStream.range(0, length).mapToLong(i -> i < skipped ? 0 : 1).toArray();
      return model.sentenceEmbedding(states, null, Torch.tensor(counted, 1, length)).floats();
    }
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }

  private static float[] finish(float[] vector, JsonNode call) {
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
}
