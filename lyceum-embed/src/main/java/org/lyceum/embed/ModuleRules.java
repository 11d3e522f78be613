// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;

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

  void since50() {
    boolean layers = facts.kind() == FolderFacts.Kind.MULTI_VECTOR;
    found.add(
        FolderRules.MODULES,
        "makes no sparse model and no router, which came with 5.0, nor a multi-vector model",
        layers ? FolderCheck.Standing.FAILS : FolderCheck.Standing.UNKNOWN,
        layers ? "none: use another reader" : "take 5.0 to 5.3, which have both");
  }

  void notMultiVector() {
    found.add(
        FolderRules.USE,
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
    found.add(
        facts.isModular() ? FolderRules.MODULES : facts.config(),
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
      found.add(
          FolderRules.MODULES,
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
    found.add(
        FolderRules.MODULES,
        "has no types but sentence_transformers.models.{%s}"
            .formatted(String.join(", ", new TreeSet<>(classes))),
        unknown.isEmpty(),
        "it has %s, which may have no old name; where they have, %s"
            .formatted(unknown, FolderRules.WRITE_OLD));
  }

  void typesOfEitherDialect(String unknownType) {
    var unknown = new ArrayList<String>();
    for (String type : facts.types()) {
      if (!ModuleType.isKnown(type) || type.equals(unknownType)) {
        unknown.add(type);
      }
    }
    found.add(
        FolderRules.MODULES,
        "has only types that it can import",
        unknown.isEmpty(),
        "it has %s; %s".formatted(unknown, FolderRules.WRITE_OLD));
  }
}
