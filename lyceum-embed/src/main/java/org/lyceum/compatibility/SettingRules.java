// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What readers want of the settings of pooling, dense layers, prompts and the longest text. */
record SettingRules(FolderFacts facts, FolderFindings found) {
  private static final Set<String> OLD_POOLING_KEYS =
      Set.of(
          "word_embedding_dimension",
          "pooling_mode",
          "pooling_mode_cls_token",
          "pooling_mode_mean_tokens",
          "pooling_mode_max_tokens",
          "pooling_mode_mean_sqrt_len_tokens",
          "pooling_mode_weightedmean_tokens",
          "pooling_mode_lasttoken",
          "include_prompt");
  private static final Set<String> OLD_LIMIT_KEYS =
      Set.of(
          "max_seq_length",
          "do_lower_case",
          "model_args",
          "tokenizer_args",
          "config_args",
          "cache_dir",
          "tokenizer_name_or_path");
  private static final Set<String> OLD_DENSE_KEYS =
      Set.of("in_features", "out_features", "bias", "activation_function");
  private static final String STATE_POOLING =
      "state how it pools: lyceum convert FOLDER OUTPUT --pooling cls|mean|lasttoken";

  void oldPoolingKeys() {
    onlyKeys(facts.pooling(), OLD_POOLING_KEYS);
    hasKey(facts.pooling(), "word_embedding_dimension");
  }

  void oldLimitKeys() {
    onlyKeys(facts.limits(), OLD_LIMIT_KEYS);
  }

  void oldDenseKeys() {
    for (String path : facts.paths("Dense")) {
      onlyKeys(path + "/config.json", OLD_DENSE_KEYS);
    }
  }

  private void onlyKeys(String file, Set<String> known) {
    if (facts.exists(file)) {
      Set<String> unknown = facts.keys(file);
      unknown.removeAll(known);
      found.add(
          file,
          "has no keys that it does not know, as it passes every key on to a constructor",
          unknown.isEmpty(),
          "it has %s; %s".formatted(String.join(", ", unknown), FolderRules.WRITE_OLD));
    }
  }

  private void hasKey(String file, String key) {
    if (facts.exists(file)) {
      found.add(file, "has '%s'".formatted(key), facts.json(file).has(key), FolderRules.WRITE_OLD);
    }
  }

  void poolingChosen() {
    if (!facts.isStatic()) {
      found.add(
          facts.pooling(),
          "chooses a pooling",
          !facts.poolings().isEmpty(),
          "set pooling_mode_mean_tokens or another to true");
    }
  }

  void poolingOfTei() {
    if (!poolingExists()) {
      return;
    }
    JsonNode file = facts.json(facts.pooling());
    List<String> poolings = facts.poolings();
    for (String flag : List.of("pooling_mode_cls_token", "pooling_mode_mean_tokens")) {
      found.add(
          facts.pooling(),
          "has '%s'".formatted(flag),
          file.path(flag).isBoolean(),
          FolderRules.WRITE_OLD);
    }
    found.add(
        facts.pooling(),
        "chooses exactly one of cls, mean and lasttoken: of several it takes the first, others it"
            + " refuses",
        poolings.size() == 1 && Set.of("cls", "mean", "lasttoken").contains(poolings.getFirst()),
        onePooling());
  }

  void onePoolingFlag() {
    if (!poolingExists()) {
      return;
    }
    boolean old = facts.json(facts.pooling()).has("pooling_mode_mean_tokens");
    found.add(
        facts.pooling(),
        "has flags such as 'pooling_mode_mean_tokens'",
        old,
        FolderRules.WRITE_OLD);
    found.add(
        facts.pooling(),
        "chooses exactly one pooling: of several it takes the first",
        facts.poolings().size() == 1,
        onePooling());
  }

  private boolean poolingExists() {
    boolean exists = facts.exists(facts.pooling());
    if (!exists) {
      found.add(facts.pooling(), "exists, and chooses a pooling", false, STATE_POOLING);
    }
    return exists;
  }

  private String onePooling() {
    List<String> poolings = facts.poolings();
    return poolings.isEmpty()
        ? "set pooling_mode_mean_tokens or another to true"
        : "%s cannot be had there; use another reader".formatted(String.join(" + ", poolings));
  }

  void denseActivations(Set<String> known) {
    for (String path : facts.paths("Dense")) {
      String file = path + "/config.json";
      String activation = facts.json(file).path("activation_function").asText();
      found.add(
          file,
          "has an activation among " + String.join(", ", new TreeSet<>(known)),
          known.contains(activation.substring(activation.lastIndexOf('.') + 1)),
          "%s is left out there with a warning; use another reader".formatted(activation));
    }
  }

  void limitOfTei() {
    if (facts.exists(facts.limits())) {
      found.add(
          facts.limits(),
          "has 'max_seq_length', without which it does not start",
          facts.json(facts.limits()).path("max_seq_length").canConvertToInt()
              && facts.json(facts.limits()).has("max_seq_length"),
          FolderRules.WRITE_OLD);
    }
  }

  void promptsAreStrings() {
    boolean strings = true;
    for (JsonNode prompt : facts.json(FolderRules.USE).path("prompts")) {
      strings &= prompt.isTextual();
    }
    found.add(
        FolderRules.USE,
        "has only strings in 'prompts', else it cannot be parsed",
        strings,
        "leave out prompts that are null");
  }

  void promptsCount() {
    boolean counts = facts.json(facts.pooling()).path("include_prompt").asBoolean(true);
    boolean prompts = false;
    for (JsonNode prompt : facts.json(FolderRules.USE).path("prompts")) {
      prompts |= !prompt.asText().isEmpty();
    }
    found.add(
        facts.pooling(),
        "counts prompts in pooling, as it always does",
        counts || !prompts,
        "texts with a prompt get other vectors there; use another reader, or no prompts");
  }
}
