// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import org.lyceum.compatibility.FolderCheck.Reader;
import org.lyceum.compatibility.FolderCheck.Standing;
import org.lyceum.compatibility.FolderFacts.Kind;

/** Whether readers have models of the kind that a folder holds. */
record KindRules(FolderFacts facts, FolderFindings found) {
  /** Nothing else needs to be said of a kind that a reader does not have. */
  boolean isLackedBy(Reader reader) {
    String kind = lacked(reader);
    if (!kind.isEmpty()) {
      found.add(
          FolderRules.MODULES,
          "makes a model of a kind that it has",
          Standing.FAILS,
          "none: %s has no %s".formatted(reader.program(), kind));
    }
    return !kind.isEmpty();
  }

  /** The kind in words, or nothing where the reader has it, or may have it. */
  private String lacked(Reader reader) {
    Kind kind = facts.kind();
    if (kind == Kind.MULTI_VECTOR) {
      return reader == Reader.ST6 ? "" : "multi-vector models";
    }
    boolean ofEncoders = reader == Reader.TEI || reader == Reader.DJL;
    if (ofEncoders && facts.isRouted()) {
      return "routers";
    }
    return ofEncoders && kind == Kind.DENSE && facts.isStatic() ? "static tables" : "";
  }

  /** Nothing else is known of a kind that was not tried. */
  boolean isUntriedBy(Reader reader) {
    boolean other = facts.kind() != Kind.DENSE;
    if (other) {
      found.add(
          facts.isModular() ? FolderRules.MODULES : facts.config(),
          "makes a dense model of one encoder",
          Standing.UNKNOWN,
          "what %s makes of it is not known here; try it".formatted(reader.program()));
    }
    return other;
  }

  void since50() {
    found.add(
        FolderRules.MODULES,
        "makes a sparse model or a router, which the version must have",
        Standing.UNKNOWN,
        "versions 5.0 to 5.3 load it, older do not");
  }

  void since32() {
    found.add(
        FolderRules.MODULES,
        "makes a static table, which the version must have",
        Standing.UNKNOWN,
        "versions 3.2 to 5.3 load it, older do not");
  }
}
