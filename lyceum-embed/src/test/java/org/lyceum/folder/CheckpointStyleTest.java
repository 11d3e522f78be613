// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.family.Architecture.CheckpointNames;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

class CheckpointStyleTest {
  @TempDir Path folder;

  private static ObjectNode config(String kind, String className) {
    ObjectNode config = JsonNodeFactory.instance.objectNode().put("model_type", kind);
    config.putArray("architectures").add(className);
    return config;
  }

  @ParameterizedTest
  @CsvSource({
    "llama, LlamaForCausalLM, LlamaModel",
    "gemma3_text, Gemma3ForCausalLM, Gemma3TextModel",
    "gpt2, GPT2LMHeadModel, GPT2Model",
    "mt5, MT5ForConditionalGeneration, MT5EncoderModel",
    "t5, T5EncoderModel, T5EncoderModel",
    "bert, BertModel, BertModel"
  })
  void namesTheClassOfAnEncoderWithoutHeads(String kind, String before, String after) {
    ObjectNode written = CheckpointStyle.BASE.written(config(kind, before), DType.F32);
    assertThat(written).isEqualTo(config(kind, after));
  }

  @Test
  void namesTheTypeOfTheWeights() {
    ObjectNode half = config("bert", "BertModel").put("torch_dtype", "float16");
    assertThat(CheckpointStyle.BASE.written(half, DType.BF16).path("torch_dtype").asText())
        .isEqualTo("bfloat16");
    assertThat(half.path("torch_dtype").asText()).isEqualTo("float16");
    assertThat(CheckpointStyle.BASE.written(config("bert", "BertModel"), DType.F32))
        .isEqualTo(config("bert", "BertModel")); // which names none
  }

  @Test
  void saysNothingOfHeadsAndFilesThatAreNotThere() {
    ObjectNode own = config("bert", "BertForSequenceClassification");
    own.put("_name_or_path", "/home/somebody/model").put("hidden_size", 32);
    own.putObject("auto_map").put("AutoModel", "modeling.Model");
    own.putObject("id2label").put("0", "good");
    assertThat(CheckpointStyle.BASE.written(own, DType.F32))
        .isEqualTo(config("bert", "BertModel").put("hidden_size", 32));
  }

  @Test
  void putsThePrefixInFrontOfTheEncoderAlone() throws IOException {
    var weights = new InMemoryWeights();
    for (String name : List.of("bert.encoder.layer.0.weight", "cls.predictions.bias")) {
      weights.put(name, Shape.of(1), new float[1]);
    }
    Safetensors.write(folder.resolve("model.safetensors"), weights, Map.of());
    ObjectNode config = config("bert", "BertForMaskedLM").put("hidden_size", 8);
    Files.writeString(folder.resolve("config.json"), config.toString());
    var names = new CheckpointNames(List.of("bert."), List.of());
    var style = CheckpointStyle.of(folder, names);
    assertThat(style.written("encoder.layer.7.weight")).isEqualTo("bert.encoder.layer.7.weight");
    assertThat(style.written("cls.predictions.bias")).isEqualTo("cls.predictions.bias");
    assertThat(style.written(config("bert", "BertModel"), DType.F32))
        .isEqualTo(config("bert", "BertForMaskedLM"));
  }

  @Test
  void isTheBaseModelsWhereThereIsNoFileOfArrays() {
    assertThat(CheckpointStyle.of(folder, new CheckpointNames(List.of(), List.of())))
        .isEqualTo(CheckpointStyle.BASE);
  }
}
