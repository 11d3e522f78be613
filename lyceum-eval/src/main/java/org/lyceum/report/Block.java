// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/** A piece of a section. */
public sealed interface Block permits Paragraph, Facts, Table, Figure, Command {
  /**
   * {@return the piece in HTML}
   *
   * @param id unique on the page
   */
  String html(String id);
}
