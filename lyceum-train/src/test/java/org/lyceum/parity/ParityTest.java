// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

class ParityTest {
  @TempDir Path temporary;

  @Test
  void holdsForBertByBothRuntimes() {
    Path bert = GoldenFiles.path("encoders/bert");
    var differences = Parity.check(bert, bert);
    assertThat(differences).allMatch(Difference::isWithin);
    assertThat(differences)
        .extracting(d -> d.runtime() + " " + d.tensor())
        .contains(
            "torch right.hidden.0",
            "torch right.last_hidden_state",
            "torch right.attention.1",
            "torch right.pooled.weightedmean",
            "torch right.pooler_output",
            "torch right.loss",
            "torch right.grad.bert.embeddings.word_embeddings.weight",
            "torch right.logits",
            "torch right.lm_loss",
            "torch right.lm_grad.cls.predictions.bias",
            "torch right.seq_relationship_logits",
            "onnx right.hidden.3",
            "onnx right.attention.1",
            "onnx right.pooled.max",
            "onnx right.logits");
  }

  @ParameterizedTest
  @CsvSource({
    "old/bert-cls", "st5/bert-cls", "st6/bert-cls",
    "old/bert-mean", "st5/bert-mean", "st6/bert-mean",
    "old/bert-weightedmean", "st5/bert-weightedmean", "st6/bert-weightedmean",
    "old/bert-mean-noprompt", "st5/bert-mean-noprompt", "st6/bert-mean-noprompt",
    "old/static", "st5/static", "st6/static"
  })
  void holdsForVectorsOfModelFoldersByBothRuntimes(String name) {
    Path folder = GoldenFiles.path("folders/" + name);
    var differences = Parity.check(folder, folder);
    assertThat(differences).allMatch(Difference::isWithin);
    assertThat(differences).extracting(Difference::runtime).contains("torch", "onnx");
  }

  @Test
  void findsAWeightThatWasChanged() throws IOException {
    Path bert = GoldenFiles.path("encoders/bert");
    Path changed = Files.createDirectories(temporary.resolve("changed"));
    Files.copy(bert.resolve("config.json"), changed.resolve("config.json"));
    var weights = InMemoryWeights.copyOf(Safetensors.open(bert.resolve("model.safetensors")));
    weights.floats("bert.encoder.layer.1.output.dense.bias")[0] += 0.01f;
    Safetensors.write(changed.resolve("model.safetensors"), weights, Map.of());
    assertThat(Parity.check(changed, bert))
        .filteredOn(difference -> !difference.isWithin())
        .extracting(Difference::tensor)
        .contains("right.hidden.2", "right.last_hidden_state")
        .doesNotContain("right.hidden.0", "right.hidden.1");
  }

  @Test
  void refusesAFixtureWithoutInputs() {
    Path bert = GoldenFiles.path("encoders/bert");
    assertThatThrownBy(() -> Parity.check(bert, bert.resolve("model.safetensors")))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold '<case>.input_ids'");
  }
}
