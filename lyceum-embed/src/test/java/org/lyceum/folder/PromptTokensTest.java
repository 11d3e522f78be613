// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.Close;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.ModelAnswers;
import org.lyceum.embed.RouteRunner;
import org.lyceum.files.JsonFile;
import org.lyceum.text.Tokenizer;

class PromptTokensTest {
  private static final String PROMPT = "QUERY FROM THE USER: ";

  @Test
  void areCountedInTheCaseThatTheTokenizerSees() {
    try (var tokenizer = Tokenizer.open(GoldenFiles.path("encoders/qwen3"))) {
      int lower = tokenizer.promptTokens("query from the user: ");
      assertThat(tokenizer.promptTokens(PROMPT)).isNotEqualTo(lower);
      assertThat(new ModelSpec.TextSpec(64, true, false).promptTokens(tokenizer, PROMPT))
          .isEqualTo(lower);
      assertThat(new ModelSpec.TextSpec(64, true, true).promptTokens(tokenizer, PROMPT)).isZero();
    }
  }

  @Test
  void areThoseOfBothWaysToEmbed(@TempDir Path temporary) throws Exception {
    Path model = TestFolders.copy("folders/old/qwen3-mean-noprompt", temporary);
    Path limits = model.resolve("sentence_bert_config.json");
    var settings = JsonFile.read(limits).object().deepCopy();
    Files.writeString(limits, settings.put("do_lower_case", true).toString());
    Path use = model.resolve("config_sentence_transformers.json");
    var prompts = JsonFile.read(use).object().deepCopy();
    prompts.putObject("prompts").put("query", PROMPT).put("document", "");
    Files.writeString(use, prompts.toString());
    try (var saved = SavedModel.open(model);
        var runner = new RouteRunner(saved);
        var embedder = Embedders.open(model.toString())) {
      float[] found = embedder.embedQuery(List.of("a small dog")).rows().getFirst();
      Close.assertClose(
          "query",
          new ModelAnswers(saved, runner).vector(PROMPT, "a small dog", TextRole.QUERY),
          found);
    }
  }
}
