// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;

/** Each family of encoders against reference values, by both runtimes. */
class FamiliesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "albert",
        "bart",
        "bert",
        "camembert",
        "deberta-v2",
        "deberta-v3",
        "distilbert",
        "electra",
        "gemma",
        "gemma3",
        "gemma3-bidirectional",
        "gpt-neox",
        "gpt2",
        "llama",
        "llama3",
        "mistral",
        "modernbert",
        "mpnet",
        "mt5",
        "nomic-bert",
        "olmo2",
        "phi3",
        "qwen2",
        "qwen3",
        "roberta",
        "t5",
        "umt5",
        "xlm-roberta"
      })
  void holdsForTextEncoders(String family) {
    Path folder = GoldenFiles.path("encoders/" + family);
    var differences = Parity.check(folder, folder);
    assertThat(differences).allMatch(Difference::isWithin);
    assertThat(differences)
        .filteredOn(d -> !d.runtime().equals("text"))
        .extracting(d -> d.runtime() + d.tensor().substring(d.tensor().indexOf('.')))
        .contains("torch.hidden.1", "onnx.hidden.1", "torch.loss", "onnx.pooled.mean")
        .anyMatch(name -> name.startsWith("torch.grad."));
  }
}
