// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The rules that readers have of a folder, by what they look at; each is added to the findings. */
record FolderRules(FolderFacts facts, FolderFindings found) {
  static final String MODULES = "modules.json";
  static final String USE = "config_sentence_transformers.json";
  static final String WRITE_OLD = "write it again in the old dialect: lyceum convert FOLDER OUTPUT";

  KindRules kind() {
    return new KindRules(facts, found);
  }

  ModuleRules modules() {
    return new ModuleRules(facts, found);
  }

  EncoderRules encoder() {
    return new EncoderRules(facts, found);
  }

  SettingRules settings() {
    return new SettingRules(facts, found);
  }

  /** Asks the rules of some of the folder's parts, each for itself. */
  void each(Function<FolderFacts, List<FolderFacts>> parts, Consumer<FolderRules> rules) {
    parts.apply(facts).forEach(part -> rules.accept(new FolderRules(part, found)));
  }
}
