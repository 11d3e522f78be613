// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.lyceum.folder.FolderParts;

/** What readers want of the list of modules. */
record ModuleRules(FolderFacts facts, FolderFindings found) {
  void exist() {
    if (facts.kind() == FolderFacts.Kind.CROSS_ENCODER && !facts.isModular()) {
      return;
    }
    found.add(
        FolderRules.MODULES,
        facts.isModular()
            ? "lists modules"
            : "may be missing: mean pooling is taken then, since 5.4 the last token of a decoder",
        !facts.isModular() || facts.json(FolderRules.MODULES).isArray(),
        "write it again: lyceum convert FOLDER OUTPUT");
  }

  /** A cross-encoder of before 5.4 is a folder of transformers. */
  void areMissing() {
    found.add(
        FolderRules.MODULES,
        "is missing, as a cross-encoder has none there",
        !facts.isModular(),
        FolderRules.WRITE_OLD);
  }

  void oldTypes(Set<String> classes) {
    var unknown = new TreeSet<>(facts.types());
    unknown.removeIf(
        type ->
            type.matches("sentence_transformers\\.(sparse_encoder\\.)?models\\..*")
                && classes.contains(type.substring(type.lastIndexOf('.') + 1)));
    found.add(
        FolderRules.MODULES,
        "has no types but sentence_transformers.models.{%s}"
            .formatted(String.join(", ", new TreeSet<>(classes))),
        unknown.isEmpty(),
        "it has %s, which may have no old name; where they have, %s"
            .formatted(String.join(", ", unknown), FolderRules.WRITE_OLD));
  }

  void typesOfEitherDialect(String unknownType) {
    var unknown = new ArrayList<String>();
    for (String type : facts.types()) {
      if (!FolderParts.isModule(type) || type.equals(unknownType)) {
        unknown.add(type);
      }
    }
    found.add(
        FolderRules.MODULES,
        "has only types that it can import",
        unknown.isEmpty(),
        "it has %s; %s".formatted(String.join(", ", unknown), FolderRules.WRITE_OLD));
  }
}
