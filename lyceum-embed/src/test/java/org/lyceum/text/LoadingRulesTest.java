// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.DataException;

/** What tokenizer_config.json changes, on words of one letter: a 0, b 1, B 2, s 3, e 4. */
class LoadingRulesTest {
  @TempDir Path folder;

  private static ObjectNode tokenizer() {
    ObjectNode root = JsonNodeFactory.instance.objectNode().put("version", "1.0");
    root.putNull("truncation").putNull("padding");
    root.putArray("added_tokens");
    root.putNull("normalizer");
    root.putObject("pre_tokenizer").put("type", "WhitespaceSplit");
    root.putNull("post_processor").putNull("decoder");
    ObjectNode model = root.putObject("model").put("type", "WordLevel").put("unk_token", "a");
    model.putObject("vocab").put("a", 0).put("b", 1).put("B", 2).put("s", 3).put("e", 4);
    return root;
  }

  private Tokenizer open(ObjectNode root, String settings) {
    try {
      Files.writeString(folder.resolve("tokenizer.json"), root.toString());
      Files.writeString(folder.resolve("tokenizer_config.json"), settings);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return Tokenizer.open(folder);
  }

  private int[] ids(ObjectNode root, String settings, String text) {
    try (var tokenizer = open(root, settings)) {
      return tokenizer.encode(text, EncodeOptions.PLAIN).ids();
    }
  }

  @Test
  void putStartAndEndAroundTextsOfLlama() {
    String tokens = "\"bos_token\": \"s\", \"eos_token\": \"e\", \"tokenizer_class\"";
    assertThat(ids(tokenizer(), "{" + tokens + ": \"LlamaTokenizer\"}", "b")).containsExactly(3, 1);
    assertThat(
            ids(
                tokenizer(),
                "{" + tokens + ": \"LlamaTokenizerFast\", \"add_eos_token\": true}",
                "b"))
        .containsExactly(3, 1, 4);
    assertThat(
            ids(tokenizer(), "{" + tokens + ": \"GemmaTokenizer\", \"add_bos_token\": false}", "b"))
        .containsExactly(1);
    assertThat(ids(tokenizer(), "{" + tokens + ": \"PreTrainedTokenizerFast\"}", "b"))
        .containsExactly(1);
  }

  @Test
  void followTheModelWhereNoClassIsNamed() throws IOException {
    Files.writeString(folder.resolve("config.json"), "{\"model_type\": \"mistral\"}");
    assertThat(ids(tokenizer(), "{\"bos_token\": \"s\", \"eos_token\": \"e\"}", "b"))
        .containsExactly(3, 1);
  }

  @Test
  void frameBothTextsOfAPairOfLlama() {
    String settings =
        "{\"bos_token\": \"s\", \"eos_token\": \"e\", \"tokenizer_class\": \"LlamaTokenizer\","
            + " \"add_eos_token\": true}";
    try (var tokenizer = open(tokenizer(), settings)) {
      var pair = tokenizer.encode("b", "a", EncodeOptions.PLAIN);
      assertThat(pair.ids()).containsExactly(3, 1, 4, 3, 0, 4);
      assertThat(pair.typeIds()).containsExactly(0, 0, 0, 1, 1, 1);
      assertThat(tokenizer.paddingSide()).isEqualTo(Side.LEFT);
      assertThat(tokenizer.modelInputs()).doesNotContain("token_type_ids");
    }
  }

  @Test
  void refuseAStartThatIsNotInTheVocabulary() {
    assertThatThrownBy(() -> open(tokenizer(), "{\"tokenizer_class\": \"CohereTokenizer\"}"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tokenizer_config.json")
        .hasMessageContaining("<BOS_TOKEN>");
  }

  @Test
  void lowerCaseAsTheSettingsSay() {
    ObjectNode root = tokenizer();
    root.putObject("normalizer")
        .put("type", "BertNormalizer")
        .put("clean_text", true)
        .put("handle_chinese_chars", true)
        .put("lowercase", true)
        .putNull("strip_accents");
    String bert = "{\"tokenizer_class\": \"BertTokenizer\", \"do_lower_case\": ";
    assertThat(ids(root, bert + "false}", "B b")).containsExactly(2, 1);
    assertThat(ids(root, bert + "true}", "B b")).containsExactly(1, 1);
    assertThat(ids(root, "{\"tokenizer_class\": \"PreTrainedTokenizerFast\"}", "B b"))
        .containsExactly(1, 1);
  }

  @Test
  void findTokensThatOnlyTheSettingsName() {
    String settings =
        "{\"tokenizer_class\": \"PreTrainedTokenizerFast\", \"mask_token\": \"<m>\","
            + " \"additional_special_tokens\": [\"e\"]}";
    try (var tokenizer = open(tokenizer(), settings)) {
      // 5 is the next id; as a special token 'e' is found within a word
      assertThat(tokenizer.encode("b<m>b beb", EncodeOptions.PLAIN).ids())
          .containsExactly(1, 5, 1, 1, 4, 1);
      assertThat(tokenizer.isSpecial(5)).isTrue();
      assertThat(tokenizer.tokenCount()).isEqualTo(6);
    }
    try (var plain = Tokenizer.openAsWritten(folder)) {
      assertThat(plain.id("<m>")).isEmpty();
    }
  }

  @Test
  void takeSpecialTokensFromTheirOwnFileWhereTheSettingsAreOld() throws IOException {
    Files.writeString(folder.resolve("special_tokens_map.json"), "{\"pad_token\": \"e\"}");
    try (var tokenizer = open(tokenizer(), "{\"model_max_length\": 12}")) {
      assertThat(tokenizer.padId()).isEqualTo(4);
      assertThat(tokenizer.maxLength()).hasValue(12);
      assertThat(tokenizer.encode("a", EncodeOptions.PLAIN.padded(Padding.to(3))).ids())
          .containsExactly(0, 4, 4);
    }
  }

  @Test
  void nameNoPaddingWhereNoneIs() {
    try (var tokenizer = open(tokenizer(), "{}")) {
      assertThat(tokenizer.padId()).isZero();
      assertThat(tokenizer.maxLength()).isEmpty();
      assertThatThrownBy(() -> tokenizer.encode("a", EncodeOptions.PLAIN.padded(Padding.LONGEST)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("must name a padding token");
    }
  }

  @Test
  void addASpaceInFrontAsTheSettingsSay() {
    ObjectNode root = tokenizer();
    root.putObject("pre_tokenizer")
        .put("type", "ByteLevel")
        .put("add_prefix_space", true)
        .put("trim_offsets", true)
        .put("use_regex", true);
    ((ObjectNode) root.path("model").path("vocab")).put("\u0120b", 5);
    String settings = "{\"tokenizer_class\": \"GPT2Tokenizer\"";
    assertThat(ids(root, settings + "}", "b")).containsExactly(1);
    assertThat(ids(root, settings + ", \"add_prefix_space\": true}", "b")).containsExactly(5);
    assertThat(ids(root, settings + ", \"add_prefix_space\": null}", "b")).containsExactly(5);
  }
}
