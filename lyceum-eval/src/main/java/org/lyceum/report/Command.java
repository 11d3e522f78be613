// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/**
 * A command for a shell, in full, such as the one that makes the figures shown.
 *
 * @param line what to type
 */
public record Command(String line) implements Block {
  @Override
  public String html(String id) {
    return "<pre class=\"command\"><code>" + Html.escape(line) + "</code></pre>\n";
  }
}
