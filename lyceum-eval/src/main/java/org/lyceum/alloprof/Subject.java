// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import java.util.Locale;
import java.util.Map;

/** What is taught, by the English names that the data set gives its French subjects. */
public enum Subject {
  /** Chimie. */
  CHEMISTRY,
  /** Monde contemporain. */
  CONTEMPORARY_WORLD,
  /** Anglais. */
  ENGLISH,
  /** Éducation financière. */
  FINANCIAL_ED,
  /** Français. */
  FRENCH,
  /** Géographie. */
  GEOGRAPHY,
  /** Histoire. */
  HISTORY,
  /** Mathématiques. */
  MATH,
  /** Anything else. */
  OTHER,
  /** Physique. */
  PHYSICS,
  /** Sciences. */
  SCIENCE;

  private static final Map<String, Subject> NAMES =
      Map.ofEntries(
          Map.entry("chimie", CHEMISTRY),
          Map.entry("monde contemporain", CONTEMPORARY_WORLD),
          Map.entry("contemporary world", CONTEMPORARY_WORLD),
          Map.entry("anglais", ENGLISH),
          Map.entry("éducation financière", FINANCIAL_ED),
          Map.entry("financial education", FINANCIAL_ED),
          Map.entry("français", FRENCH),
          Map.entry("géographie", GEOGRAPHY),
          Map.entry("histoire", HISTORY),
          Map.entry("mathématiques", MATH),
          Map.entry("mathematics", MATH),
          Map.entry("physique", PHYSICS),
          Map.entry("sciences", SCIENCE));

  /**
   * {@return the subject of a name}
   *
   * @param name French or English, in any case; an unknown one is {@link #OTHER}
   */
  public static Subject of(String name) {
    var plain = name.strip().toLowerCase(Locale.ROOT).replace('_', ' ');
    for (var subject : values()) {
      if (subject.label().replace('_', ' ').equals(plain)) {
        return subject;
      }
    }
    return NAMES.getOrDefault(plain, OTHER);
  }

  /** {@return its name in the data set, such as {@code contemporary_world}} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
