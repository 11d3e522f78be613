// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.folder.Golden;

/** What readers want of the encoder's files: configuration, tokenizer, weights. */
record EncoderRules(FolderFacts facts, FolderFindings found) {
  /** What text-embeddings-inference has no defaults for, beside the sizes. */
  private static final List<String> OF_BERT_IN_TEI =
      List.of(
          "hidden_act",
          "hidden_dropout_prob",
          "initializer_range",
          "layer_norm_eps",
          "pad_token_id",
          "type_vocab_size");

  /** What a reader makes of the model itself, where that was tried or read in its source. */
  void familyIsRead(FolderCheck.Reader reader) {
    String type = facts.json(facts.config()).path("model_type").asText();
    if (!facts.isStatic() && !type.isEmpty()) {
      found.add(
          facts.config(),
          "has a model_type that it reads: " + type,
          KnownReaders.reads(reader, type),
          KnownReaders.remedy(reader, type, facts.exists(Golden.FILE)));
    }
  }

  void files() {
    if (!facts.isStatic()) {
      found.add(
          facts.config(),
          "names the architecture in 'model_type'",
          facts.json(facts.config()).path("model_type").isTextual(),
          "add %s, which names it".formatted(facts.config()));
    }
    found.add(
        facts.encoder("tokenizer.json"),
        "exists, or vocab.txt",
        facts.hasTokenizer(),
        "add the tokenizer's files");
    weights();
  }

  void weights() {
    found.add(
        facts.encoder("model.safetensors"),
        "exists, or model.safetensors.index.json or pytorch_model.bin",
        facts.hasWeights(),
        "write the weights as safetensors: lyceum convert FOLDER OUTPUT" + stated());
  }

  void formatIsPt() {
    facts
        .noted()
        .ifPresent(
            noted ->
                found.add(
                    facts.encoder("model.safetensors"),
                    "says format pt, without which transformers refused it until 2024",
                    "pt".equals(noted.get("format")) || facts.isStatic(),
                    "write the weights again: lyceum convert FOLDER OUTPUT" + stated()));
  }

  void tokenizerClassIsKnown() {
    String name =
        facts.json(facts.encoder("tokenizer_config.json")).path("tokenizer_class").asText();
    found.add(
        facts.encoder("tokenizer_config.json"),
        "names a 'tokenizer_class' of transformers 4",
        !name.equals("TokenizersBackend"),
        "use PreTrainedTokenizerFast");
  }

  void configOfTei() {
    JsonNode config = facts.json(facts.config());
    var wanted = new ArrayList<>(List.of("architectures", "model_type", "max_position_embeddings"));
    if (config.path("model_type").asText().equals("bert")) {
      wanted.addAll(OF_BERT_IN_TEI);
    }
    for (String key : wanted) {
      found.add(
          facts.config(),
          "has '%s', without which it does not start".formatted(key),
          config.hasNonNull(key) && (!key.equals("architectures") || config.path(key).isArray()),
          "add '%s': lyceum convert FOLDER OUTPUT".formatted(key) + stated());
    }
  }

  void tokenizerJson() {
    found.add(
        facts.encoder("tokenizer.json"),
        "exists, the only kind of tokenizer that it reads",
        facts.exists(facts.encoder("tokenizer.json")),
        "save the tokenizer as tokenizer.json");
  }

  void noLowerCasing() {
    boolean wanted = facts.json(facts.limits()).path("do_lower_case").asBoolean();
    found.add(
        facts.limits(),
        "leaves lower-casing to the tokenizer; 'do_lower_case' is not read",
        !wanted || lowerCases(),
        "set 'lowercase' in the normalizer of tokenizer.json");
  }

  private boolean lowerCases() {
    JsonNode tokenizer = facts.json(facts.encoder("tokenizer.json"));
    return tokenizer.path("normalizer").path("lowercase").asBoolean();
  }

  /** What convert must be told of a folder that does not say it. */
  private String stated() {
    boolean silent = facts.kind() == FolderFacts.Kind.DENSE && !facts.isModular();
    return silent ? " --pooling cls|mean|lasttoken" : "";
  }
}
