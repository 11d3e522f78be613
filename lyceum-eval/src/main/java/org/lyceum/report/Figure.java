// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

/**
 * A plot with a caption, and its numbers in a table that can be opened.
 *
 * @param title what it shows, in a few words
 * @param caption what to see in it, in a sentence or two
 * @param plot the picture
 */
public record Figure(String title, String caption, Plot plot) implements Block {
  @Override
  public String html(String id) {
    return """
    <figure>
    <figcaption><strong>%s</strong> %s</figcaption>
    <div class="wide">%s</div>
    <div class="narrow">%s</div>
    <details><summary>The numbers</summary>
    %s</details>
    </figure>
    """
        .formatted(
            Html.escape(title),
            Html.escape(caption),
            svg(id + "-wide", Canvas.WIDE),
            svg(id + "-narrow", Canvas.NARROW),
            plot.data().html(id + "-data"));
  }

  private String svg(String id, Canvas size) {
    var svg = new Svg(size.width(), plot.height(size));
    plot.draw(svg, size);
    return svg.html(id, title, plot.description());
  }
}
