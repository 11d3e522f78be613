// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.lyceum.files.AtomicFile;

/**
 * A page that tells what was done and what came of it, in one file that needs no other.
 *
 * @param kind what sort of report it is, in a word or two, above the title
 * @param title the heading
 * @param lead what came of it, in a sentence or two
 * @param sections from top to bottom
 * @param footer how it was made: versions, date, machine
 */
public record HtmlReport(
    String kind, String title, String lead, List<Section> sections, String footer) {
  /** Copies the list. */
  public HtmlReport {
    sections = List.copyOf(sections);
  }

  /** {@return the page; the same report gives the same page} */
  public String html() {
    var body = new StringBuilder();
    for (int i = 0; i < sections.size(); i++) {
      body.append(sections.get(i).html("s" + (i + 1)));
    }
    return """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>%s</title>
    <style>
    %s</style>
    </head>
    <body>
    <header>
    <p class="kind">%s</p>
    <h1>%s</h1>
    <p class="lead">%s</p>
    </header>
    <main>
    %s</main>
    <footer><p>%s</p></footer>
    </body>
    </html>
    """
        .formatted(
            Html.escape(title),
            style(),
            Html.escape(kind),
            Html.escape(title),
            Html.escape(lead),
            body,
            Html.escape(footer));
  }

  /**
   * Writes the page, to a temporary name first, so that a half-written page is never seen.
   *
   * @param file where to; replaced if it is there
   * @throws UncheckedIOException if it cannot be written; nothing is left then
   */
  public void write(Path file) {
    AtomicFile.write(file, out -> out.write(html().getBytes(UTF_8)));
  }

  private static String style() {
    try (var in = HtmlReport.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css must lie beside the class; build again");
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
