// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.tensor.DataException;

class TokenParityTest {
  @TempDir Path folder;

  private static Path golden(String family) {
    return GoldenFiles.path("encoders/" + family + "/tokens.json").resolveSibling("");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "bert",
        "roberta",
        "xlm-roberta",
        "camembert",
        "mpnet",
        "distilbert",
        "albert",
        "modernbert",
        "electra",
        "deberta-v2",
        "deberta-v3",
        "nomic-bert",
        "llama",
        "llama3",
        "mistral",
        "qwen2",
        "qwen3",
        "gemma",
        "gemma3",
        "gemma3-bidirectional",
        "phi3",
        "olmo2",
        "gpt2",
        "gpt-neox",
        "t5",
        "mt5",
        "umt5",
        "bart",
        "clip",
        "siglip"
      })
  void holdsForTheTokenizerOfEachFamily(String family) {
    Path model = golden(family);
    var differences = TokenParity.check(model, model);
    assertThat(differences)
        .extracting(Difference::tensor)
        .contains(
            "tokens vocabulary size",
            "tokens vocabulary special",
            "tokens single ids",
            "tokens single offsets",
            "tokens single special",
            "tokens single words",
            "tokens single tokens",
            "tokens single no_specials",
            "tokens single decoded",
            "tokens pair ids",
            "tokens pair types",
            "tokens truncated ids",
            "tokens truncated error",
            "tokens padded mask",
            "tokens padded offsets");
    assertThat(differences.stream().filter(each -> !each.isWithin()).map(Object::toString))
        .isEmpty();
  }

  @Test
  void showsTheFirstTextThatDiffers() throws IOException {
    ObjectNode tokens = (ObjectNode) GoldenFiles.json("encoders/bert/tokens.json");
    ObjectNode sixth = (ObjectNode) tokens.path("single").path(6);
    sixth.withArray("/ids").set(1, 7).set(2, 8);
    ((ObjectNode) tokens.path("single").path(9)).withArray("/ids").set(1, 7);
    Files.writeString(folder.resolve("tokens.json"), tokens.toString());
    Path bert = GoldenFiles.path("encoders/bert");
    List<Difference> beyond =
        Parity.check(bert, folder).stream().filter(each -> !each.isWithin()).toList();
    assertThat(beyond).hasSize(1);
    assertThat(beyond.getFirst().tensor()).isEqualTo("tokens single ids");
    assertThat(beyond.getFirst().largest()).isEqualTo(2);
    assertThat(beyond.getFirst().detail())
        .startsWith("\"The student answers the question.\": wanted 13: [7,8,")
        .contains("from 1 on, found 13: [");
  }

  @Test
  void countsAnErrorThatDoesNotCome() throws IOException {
    Files.writeString(
        folder.resolve("tokens.json"),
        """
        {"truncated": [
          {"a": "a", "b": null, "max_length": 16, "strategy": "longest_first", "error": "too short"},
          {"a": "a a a", "b": null, "max_length": 3, "strategy": "only_second", "error": "no second"}
        ]}
        """);
    var differences = TokenParity.check(GoldenFiles.path("encoders/bert"), folder);
    assertThat(differences).hasSize(1);
    assertThat(differences.getFirst().largest()).isEqualTo(1);
    assertThat(differences.getFirst().detail()).contains("wanted \"too short\", found nothing");
  }

  @Test
  void refusesAFileWithoutCases() throws IOException {
    Files.writeString(folder.resolve("tokens.json"), "{\"vocab_size\": 3}");
    assertThatThrownBy(() -> TokenParity.check(GoldenFiles.path("encoders/bert"), folder))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold cases under one of [single, pair");
  }
}
