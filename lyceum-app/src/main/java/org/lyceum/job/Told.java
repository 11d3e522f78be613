// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.Set;
import java.util.stream.Collectors;

/** What a student is told beside the teacher's vectors. */
enum Told {
  /** Which texts mean the same. */
  LABELS(
      "a contrast of texts that mean the same",
      "It was told too which definition and examples of WordNet belong together, which the teacher"
          + " never was."),
  /** What the teacher makes of each token. */
  TOKENS("the states of all tokens", "It was told too which state the teacher gives each token.");

  private final String objective;
  private final String sentence;

  Told(String objective, String sentence) {
    this.objective = objective;
    this.sentence = sentence;
  }

  /** What is learned for each of them, each behind a semicolon. */
  static String objectives(Set<Told> told) {
    return told.stream().map(each -> "; " + each.objective).collect(Collectors.joining());
  }

  /** A sentence for each of them, each behind a space. */
  static String sentences(Set<Told> told) {
    return told.stream().map(each -> " " + each.sentence).collect(Collectors.joining());
  }
}
