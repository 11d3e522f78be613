// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Locale;

/** What a text is to a model that treats queries and documents differently. */
public enum TextRole {
  /** Neither. */
  ANY,
  /** What is asked. */
  QUERY,
  /** What may answer. */
  DOCUMENT;

  /** {@return the name that model folders use} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** {@return the prompt of a text in this role} */
  public Prompt prompt() {
    return switch (this) {
      case ANY -> new Prompt.Default();
      case QUERY -> new Prompt.Query();
      case DOCUMENT -> new Prompt.Document();
    };
  }
}
