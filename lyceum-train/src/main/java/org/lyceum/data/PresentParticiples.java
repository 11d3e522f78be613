// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.HashMap;
import java.util.Map;

/**
 * The forms of verbs that end in -ing: those that WordNet lists, because they double a consonant or
 * are otherwise irregular, and the regular ones.
 *
 * @param irregular by verb
 */
record PresentParticiples(Map<String, String> irregular) {
  static PresentParticiples open() {
    return read(WordNetFile.open("verb.exc"));
  }

  static PresentParticiples read(Lines exceptions) {
    var irregular = new HashMap<String, String>();
    WordNetFile.each(
        exceptions,
        line -> {
          var words = line.split(" ", -1); // the form, and the verbs that it may be of
          var verb = words[1];
          if (words[0].endsWith("ing")) {
            irregular.put(verb, words[0]);
          }
        });
    return new PresentParticiples(irregular);
  }

  /**
   * {@return the participle, such as {@code putting on} of {@code put on}}
   *
   * @param verb one word or several, of which the first is the verb
   */
  String of(String verb) {
    int end = verb.indexOf(' ');
    return end < 0 ? one(verb) : one(verb.substring(0, end)) + verb.substring(end);
  }

  private String one(String verb) {
    var listed = irregular.get(verb);
    if (listed != null) {
      return listed;
    }
    if (verb.endsWith("ie")) {
      return verb.substring(0, verb.length() - 2) + "ying";
    }
    boolean silent = verb.endsWith("e") && !verb.matches(".*[eoy]e|be");
    return (silent ? verb.substring(0, verb.length() - 1) : verb) + "ing";
  }
}
