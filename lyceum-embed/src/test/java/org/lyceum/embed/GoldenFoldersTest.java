// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.Close.assertClose;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** Folders of sentence-transformers give its vectors, through libtorch and through our graph. */
class GoldenFoldersTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @CsvSource({
    "old/bert-cls", "st5/bert-cls", "st6/bert-cls",
    "old/bert-mean", "st5/bert-mean", "st6/bert-mean",
    "old/bert-weightedmean", "st5/bert-weightedmean", "st6/bert-weightedmean",
    "old/bert-mean-noprompt", "st5/bert-mean-noprompt", "st6/bert-mean-noprompt",
    "old/static", "st5/static", "st6/static"
  })
  void giveTheirVectors(String name) {
    String golden = "folders/" + name;
    try (var folder = ModelFolder.open(GoldenFiles.path(golden));
        var parameters = TorchParameters.load(folder.weights(), DType.F32, false)) {
      Path graph = temporary.resolve("model.onnx");
      GraphExport.write(folder.spec(), folder.weights(), graph);
      try (var runner = new GraphRunner(graph)) {
        for (JsonNode answer : GoldenFiles.json(golden + "/expected.json").path("answers")) {
          compare(folder, parameters, runner, golden, answer);
        }
      }
    }
  }

  private static void compare(
      ModelFolder folder,
      TorchParameters parameters,
      GraphRunner runner,
      String golden,
      JsonNode answer) {
    String prompt = prompt(folder, answer.path("call"));
    int skipped =
        folder.spec().text().includePrompt() || prompt.isEmpty()
            ? 0
            : folder.tokenizer().promptTokens(prompt);
    JsonNode texts = GoldenFiles.json(golden + "/expected.json").path("texts");
    for (int i = 0; i < texts.size(); i++) {
      TokenIds tokens = folder.tokenize(List.of(prompt + texts.get(i).asText())).getFirst();
      float[] wanted = floats(answer.path("vectors").get(i));
      String what = golden + " " + answer.path("call") + " text " + i;
      if (tokens.length() > 0) {
        assertClose(what, finish(torch(folder, parameters, tokens, skipped), answer), wanted);
        assertClose(what, finish(runner.vector(tokens, skipped), answer), wanted);
      } else {
        assertThat(wanted).as(what).containsOnly(0);
      }
    }
  }

  private static String prompt(ModelFolder folder, JsonNode call) {
    if (call.has("prompt")) {
      return call.path("prompt").asText();
    }
    Prompt prompt =
        switch (call.path("method").asText()) {
          case "encode_query" -> new Prompt.Query();
          case "encode_document" -> new Prompt.Document();
          default ->
              call.has("prompt_name")
                  ? new Prompt.Named(call.path("prompt_name").asText())
                  : new Prompt.Default();
        };
    return folder.prompts().text(prompt);
  }

  private static float[] torch(
      ModelFolder folder, TorchParameters parameters, TokenIds tokens, int skipped) {
    try (var scope = Scope.open("golden")) {
      var model = folder.model(parameters);
      long[] ids = Arrays.stream(tokens.ids()).asLongStream().toArray();
      long[] counted = new long[ids.length];
      Arrays.fill(counted, skipped, counted.length, 1);
      Tensor states =
          model.tokenEmbeddings(new Tokens(Torch.tensor(ids, 1, ids.length), null, null));
      Tensor mask = skipped == 0 ? null : Torch.tensor(counted, 1, ids.length);
      return model.sentenceEmbedding(states, null, mask).floats();
    }
  }

  private static float[] floats(JsonNode array) {
    float[] values = new float[array.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = array.get(i).floatValue();
    }
    return values;
  }

  private static float[] finish(float[] vector, JsonNode answer) {
    JsonNode call = answer.path("call");
    float[] cut = Arrays.copyOf(vector, call.path("truncate_dim").asInt(vector.length));
    if (call.path("normalize_embeddings").asBoolean()) {
      double squares = 0;
      for (float value : cut) {
        squares += (double) value * value;
      }
      for (int i = 0; i < cut.length; i++) {
        cut[i] = (float) (cut[i] / Math.max(1e-12, Math.sqrt(squares)));
      }
    }
    return cut;
  }
}
