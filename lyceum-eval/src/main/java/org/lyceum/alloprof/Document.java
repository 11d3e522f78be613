// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import java.util.List;
import java.util.Set;

/**
 * A question or a reference page.
 *
 * @param id the number of a question, or a page's {@code uuid-language}
 * @param url on the site
 * @param text of a question as it was written; of a page its title, tags and descriptions
 * @param title of a page; blank for a question
 * @param language {@code fr} or {@code en}
 * @param images addresses of pictures in a question
 * @param relevant ids of what the accepted answer points to, sorted; none for a page
 * @param isQuery whether it is a question
 * @param subjects its own first; of a page with related subjects more
 * @param grades names, such as {@code Secondaire 2}
 */
public record Document(
    String id,
    String url,
    String text,
    String title,
    String language,
    List<String> images,
    List<String> relevant,
    boolean isQuery,
    List<Subject> subjects,
    Set<String> grades) {
  /** Copies the lists. */
  public Document {
    images = List.copyOf(images);
    relevant = List.copyOf(relevant);
    subjects = List.copyOf(subjects);
    grades = Set.copyOf(grades);
  }

  /** 0 where this can be meant by a question, 1 where it is of its subject at least, else 2. */
  int distanceFrom(Document question) {
    boolean related = subjects.stream().anyMatch(question.subjects::contains);
    return isPossibleFor(question) ? 0 : related ? 1 : 2;
  }

  /** Whether this can be meant by a question: same language, a subject and a grade in common. */
  boolean isPossibleFor(Document question) {
    return language.equals(question.language)
        && subjects.stream().anyMatch(question.subjects::contains)
        && grades.stream().anyMatch(question.grades::contains);
  }
}
