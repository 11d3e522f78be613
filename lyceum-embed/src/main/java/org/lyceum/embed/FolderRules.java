// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.lyceum.weights.Safetensors;

/** The rules that readers have, each added to the findings. */
record FolderRules(FolderFacts facts, List<FolderCheck.Finding> findings) {
  static final Set<String> OLD_POOLING_KEYS =
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
  static final Set<String> OLD_LIMIT_KEYS =
      Set.of(
          "max_seq_length",
          "do_lower_case",
          "model_args",
          "tokenizer_args",
          "config_args",
          "cache_dir",
          "tokenizer_name_or_path");
  static final Set<String> OLD_DENSE_KEYS =
      Set.of("in_features", "out_features", "bias", "activation_function");

  private static final String MODULES = "modules.json";
  private static final String USE = "config_sentence_transformers.json";
  private static final String WRITE_OLD =
      "write it again in the old dialect: lyceum convert FOLDER OUTPUT";
  private static final String STATE_POOLING =
      "state how it pools: lyceum convert FOLDER OUTPUT --pooling cls|mean|lasttoken";

  private void add(String file, String rule, boolean holds, String remedy) {
    add(file, rule, holds ? FolderCheck.Standing.HOLDS : FolderCheck.Standing.FAILS, remedy);
  }

  private void add(String file, String rule, FolderCheck.Standing standing, String remedy) {
    findings.add(new FolderCheck.Finding(file, rule, standing, remedy));
  }

  /** Asks the rules of some of the folder's parts, each for itself. */
  void each(Function<FolderFacts, List<FolderFacts>> parts, Consumer<FolderRules> rules) {
    parts.apply(facts).forEach(part -> rules.accept(new FolderRules(part, findings)));
  }

  /** What a reader makes of the model itself, where that was tried or read in its source. */
  void familyIsRead(FolderCheck.Reader reader) {
    String type = facts.json(facts.config()).path("model_type").asText();
    if (!facts.isStatic() && !type.isEmpty()) {
      add(
          facts.config(),
          "has a model_type that it reads: " + type,
          KnownReaders.reads(reader, type),
          KnownReaders.remedy(reader, type, facts.exists(Golden.FILE)));
    }
  }

  void modulesExist() {
    if (facts.kind() == FolderFacts.Kind.CROSS_ENCODER && !facts.isModular()) {
      return;
    }
    add(
        MODULES,
        facts.isModular()
            ? "lists modules"
            : "may be missing: mean pooling is taken then, since 5.4 the last token of a decoder",
        !facts.isModular() || facts.json(MODULES).isArray(),
        "write it again: lyceum convert FOLDER OUTPUT");
  }

  /** A cross-encoder of before 5.4 is a folder of transformers. */
  void noModules() {
    add(MODULES, "is missing, as a cross-encoder has none there", !facts.isModular(), WRITE_OLD);
  }

  void since50() {
    boolean layers = facts.kind() == FolderFacts.Kind.MULTI_VECTOR;
    add(
        MODULES,
        "makes no sparse model and no router, which came with 5.0, nor a multi-vector model",
        layers ? FolderCheck.Standing.FAILS : FolderCheck.Standing.UNKNOWN,
        layers ? "none: use another reader" : "take 5.0 to 5.3, which have both");
  }

  void notMultiVector() {
    add(
        USE,
        "is of a kind that it has: multi-vector models came with 6",
        facts.kind() != FolderFacts.Kind.MULTI_VECTOR,
        "none: use sentence-transformers 6");
  }

  /** Nothing else is known of a kind that a reader does not have, or that was not tried. */
  boolean isOtherKindFor(String reader) {
    var kind = facts.kind();
    if (kind == FolderFacts.Kind.DENSE) {
      return false;
    }
    boolean never = facts.isRouted() || kind == FolderFacts.Kind.MULTI_VECTOR;
    add(
        facts.isModular() ? MODULES : facts.config(),
        "makes a dense model of one encoder",
        never ? FolderCheck.Standing.FAILS : FolderCheck.Standing.UNKNOWN,
        never
            ? "none: %s has no such models".formatted(reader)
            : "what %s makes of it is not known here; try it".formatted(reader));
    return true;
  }

  /** Nothing else needs to be said of a table for a reader that has none. */
  boolean isTableFor(String reader) {
    if (facts.isStatic()) {
      add(
          MODULES,
          "holds an encoder; a static table is unknown there",
          false,
          "none: %s has no static tables".formatted(reader));
    }
    return facts.isStatic();
  }

  void oldTypes(Set<String> classes) {
    var unknown = new TreeSet<>(facts.types());
    unknown.removeIf(
        type ->
            type.matches("sentence_transformers\\.(sparse_encoder\\.)?models\\..*")
                && classes.contains(type.substring(type.lastIndexOf('.') + 1)));
    add(
        MODULES,
        "has no types but sentence_transformers.models.{%s}"
            .formatted(String.join(", ", new TreeSet<>(classes))),
        unknown.isEmpty(),
        "it has %s, which may have no old name; where they have, %s".formatted(unknown, WRITE_OLD));
  }

  void typesOfEitherDialect(String unknownType) {
    var unknown = new ArrayList<String>();
    for (String type : facts.types()) {
      if (!ModuleType.isKnown(type) || type.equals(unknownType)) {
        unknown.add(type);
      }
    }
    add(
        MODULES,
        "has only types that it can import",
        unknown.isEmpty(),
        "it has %s; %s".formatted(unknown, WRITE_OLD));
  }

  void files() {
    if (!facts.isStatic()) {
      add(
          facts.config(),
          "names the architecture in 'model_type'",
          facts.json(facts.config()).path("model_type").isTextual(),
          "add %s, which names it".formatted(facts.config()));
    }
    add(
        facts.encoder("tokenizer.json"),
        "exists, or vocab.txt",
        facts.exists(facts.encoder("tokenizer.json")) || facts.exists(facts.encoder("vocab.txt")),
        "add the tokenizer's files");
    weights();
  }

  void weights() {
    add(
        facts.encoder("model.safetensors"),
        "exists, or model.safetensors.index.json or pytorch_model.bin",
        facts.exists(facts.encoder("model.safetensors"))
            || facts.exists(facts.encoder("model.safetensors.index.json"))
            || facts.exists(facts.encoder("pytorch_model.bin")),
        "write the weights as safetensors: lyceum convert FOLDER OUTPUT" + stated());
  }

  /** What convert must be told of a folder that does not say it. */
  private String stated() {
    boolean silent = facts.kind() == FolderFacts.Kind.DENSE && !facts.isModular();
    return silent ? " --pooling cls|mean|lasttoken" : "";
  }

  void onlyKeys(String file, Set<String> known, String why) {
    if (facts.exists(file)) {
      Set<String> unknown = facts.keys(file);
      unknown.removeAll(known);
      add(
          file,
          "has no keys that it does not know, as " + why,
          unknown.isEmpty(),
          "it has %s; %s".formatted(unknown, WRITE_OLD));
    }
  }

  void hasKey(String file, String key) {
    if (facts.exists(file)) {
      add(file, "has '%s'".formatted(key), facts.json(file).has(key), WRITE_OLD);
    }
  }

  void poolingChosen() {
    if (!facts.isStatic()) {
      add(
          facts.pooling(),
          "chooses a pooling",
          !facts.poolings().isEmpty(),
          "set pooling_mode_mean_tokens or another to true");
    }
  }

  void denseKeys(Set<String> known) {
    for (String path : facts.paths("Dense")) {
      onlyKeys(path + "/config.json", known, "it passes every key on to a constructor");
    }
  }

  void denseActivations(Set<String> known) {
    for (String path : facts.paths("Dense")) {
      String file = path + "/config.json";
      String activation = facts.json(file).path("activation_function").asText();
      add(
          file,
          "has an activation among " + new TreeSet<>(known),
          known.contains(activation.substring(activation.lastIndexOf('.') + 1)),
          "%s is left out there with a warning; use another reader".formatted(activation));
    }
  }

  void formatIsPt() {
    if (facts.exists(facts.encoder("model.safetensors"))) {
      var metadata =
          Safetensors.open(facts.folder().resolve(facts.encoder("model.safetensors"))).metadata();
      add(
          facts.encoder("model.safetensors"),
          "says format pt, without which transformers refused it until 2024",
          "pt".equals(metadata.get("format")) || facts.isStatic(),
          "write the weights again: lyceum convert FOLDER OUTPUT" + stated());
    }
  }

  void tokenizerClassIsKnown() {
    String name =
        facts.json(facts.encoder("tokenizer_config.json")).path("tokenizer_class").asText();
    add(
        facts.encoder("tokenizer_config.json"),
        "names a 'tokenizer_class' of transformers 4",
        !name.equals("TokenizersBackend"),
        "use PreTrainedTokenizerFast");
  }

  void configOfTei() {
    JsonNode config = facts.json(facts.config());
    for (String key : List.of("architectures", "model_type", "max_position_embeddings")) {
      add(
          facts.config(),
          "has '%s', without which it does not start".formatted(key),
          config.has(key) && (!key.equals("architectures") || config.path(key).isArray()),
          "add '%s'".formatted(key));
    }
  }

  void tokenizerJson() {
    add(
        facts.encoder("tokenizer.json"),
        "exists, the only kind of tokenizer that it reads",
        facts.exists(facts.encoder("tokenizer.json")),
        "save the tokenizer as tokenizer.json");
  }

  void poolingOfTei() {
    if (!poolingExists()) {
      return;
    }
    JsonNode file = facts.json(facts.pooling());
    List<String> poolings = facts.poolings();
    for (String flag : List.of("pooling_mode_cls_token", "pooling_mode_mean_tokens")) {
      add(facts.pooling(), "has '%s'".formatted(flag), file.path(flag).isBoolean(), WRITE_OLD);
    }
    add(
        facts.pooling(),
        "chooses exactly one of cls, mean and lasttoken: of several it takes the first, others it"
            + " refuses",
        poolings.size() == 1 && Set.of("cls", "mean", "lasttoken").contains(poolings.getFirst()),
        onePooling());
  }

  private boolean poolingExists() {
    boolean exists = facts.exists(facts.pooling());
    if (!exists) {
      add(facts.pooling(), "exists, and chooses a pooling", false, STATE_POOLING);
    }
    return exists;
  }

  private String onePooling() {
    List<String> poolings = facts.poolings();
    return poolings.isEmpty()
        ? "set pooling_mode_mean_tokens or another to true"
        : "%s cannot be had there; use another reader".formatted(poolings);
  }

  void onePoolingFlag() {
    if (!poolingExists()) {
      return;
    }
    boolean old = facts.json(facts.pooling()).has("pooling_mode_mean_tokens");
    add(facts.pooling(), "has flags such as 'pooling_mode_mean_tokens'", old, WRITE_OLD);
    add(
        facts.pooling(),
        "chooses exactly one pooling: of several it takes the first",
        facts.poolings().size() == 1,
        onePooling());
  }

  void limitOfTei() {
    if (facts.exists(facts.limits())) {
      add(
          facts.limits(),
          "has 'max_seq_length', without which it does not start",
          facts.json(facts.limits()).path("max_seq_length").canConvertToInt()
              && facts.json(facts.limits()).has("max_seq_length"),
          WRITE_OLD);
    }
  }

  void promptsAreStrings() {
    boolean strings = true;
    for (JsonNode prompt : facts.json(USE).path("prompts")) {
      strings &= prompt.isTextual();
    }
    add(
        USE,
        "has only strings in 'prompts', else it cannot be parsed",
        strings,
        "leave out prompts that are null");
  }

  void promptsCount() {
    boolean counts = facts.json(facts.pooling()).path("include_prompt").asBoolean(true);
    boolean prompts = false;
    for (JsonNode prompt : facts.json(USE).path("prompts")) {
      prompts |= !prompt.asText().isEmpty();
    }
    add(
        facts.pooling(),
        "counts prompts in pooling, as it always does",
        counts || !prompts,
        "texts with a prompt get other vectors there; use another reader, or no prompts");
  }

  void noLowerCasing() {
    boolean wanted = facts.json(facts.limits()).path("do_lower_case").asBoolean();
    JsonNode normalizer = facts.json(facts.encoder("tokenizer.json")).path("normalizer");
    add(
        facts.limits(),
        "leaves lower-casing to the tokenizer; 'do_lower_case' is not read",
        !wanted || normalizer.path("lowercase").asBoolean(),
        "set 'lowercase' in the normalizer of tokenizer.json");
  }
}
