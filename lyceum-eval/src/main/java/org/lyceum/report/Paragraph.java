// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/**
 * Running text.
 *
 * @param text plain text
 */
public record Paragraph(String text) implements Block {
  @Override
  public String html(String id) {
    return "<p>" + Html.escape(text) + "</p>\n";
  }
}
