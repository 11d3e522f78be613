// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.List;

/**
 * A part of a report.
 *
 * @param title its heading
 * @param blocks what is in it, from top to bottom
 */
public record Section(String title, List<Block> blocks) {
  /** Copies the list. */
  public Section {
    blocks = List.copyOf(blocks);
  }

  /**
   * {@return a section of the blocks}
   *
   * @param title its heading
   * @param blocks what is in it, from top to bottom
   */
  public static Section of(String title, Block... blocks) {
    return new Section(title, List.of(blocks));
  }

  String html(String id) {
    var html = new StringBuilder();
    html.append(
        "<section aria-labelledby=\"%s\">\n<h2 id=\"%s\">%s</h2>\n"
            .formatted(id, id, Html.escape(title)));
    for (int i = 0; i < blocks.size(); i++) {
      html.append(blocks.get(i).html(id + "-" + (i + 1)));
    }
    return html.append("</section>\n").toString();
  }
}
