// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A few key figures, large, side by side.
 *
 * @param facts 1 or more; up to four stand in a row
 */
public record Facts(List<Fact> facts) implements Block {
  /**
   * One figure.
   *
   * @param value such as {@code 101.2 %}
   * @param label what it is
   * @param note what to compare it with, or empty
   */
  public record Fact(String value, String label, String note) {
    private String html() {
      var tail = note.isEmpty() ? "" : "<dd class=\"note\">" + Html.escape(note) + "</dd>";
      return "<div class=\"fact\"><dt>%s</dt><dd class=\"value\">%s</dd>%s</div>\n"
          .formatted(Html.escape(label), Html.escape(value), tail);
    }
  }

  /** Copies the list. */
  public Facts {
    facts = List.copyOf(facts);
  }

  @Override
  public String html(String id) {
    return facts.stream()
        .map(Fact::html)
        .collect(Collectors.joining("", "<dl class=\"facts\">\n", "</dl>\n"));
  }
}
