// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rows and columns. On a phone, a table of more than three columns shows each row as a card.
 *
 * @param caption what it shows, or empty
 * @param columns 1 or more
 * @param rows each with a cell for every column
 */
public record Table(String caption, List<Column> columns, List<Row> rows) implements Block {
  private static final int MOST_COLUMNS_ON_A_PHONE = 3;

  /**
   * A column.
   *
   * @param title its heading
   * @param numeric whether it holds numbers, which are aligned to the right
   */
  public record Column(String title, boolean numeric) {
    /**
     * {@return a column of words}
     *
     * @param title its heading
     */
    public static Column words(String title) {
      return new Column(title, false);
    }

    /**
     * {@return a column of numbers}
     *
     * @param title its heading
     */
    public static Column numbers(String title) {
      return new Column(title, true);
    }

    private String kind() {
      return numeric ? " class=\"number\"" : "";
    }
  }

  /**
   * A row.
   *
   * @param cells plain text; an empty cell is shown as a dash
   * @param emphasized whether it is the row that matters
   */
  public record Row(List<String> cells, boolean emphasized) {
    /** Copies the list. */
    public Row {
      cells = List.copyOf(cells);
    }

    /**
     * {@return a row like the others}
     *
     * @param cells plain text
     */
    public static Row of(String... cells) {
      return new Row(List.of(cells), false);
    }
  }

  /** Copies the lists and checks that no row is ragged. */
  public Table {
    columns = List.copyOf(columns);
    rows = List.copyOf(rows);
    for (var row : rows) {
      if (row.cells().size() != columns.size()) {
        throw new IllegalArgumentException(
            "a row must have a cell for each of the %d columns, got %s"
                .formatted(columns.size(), row.cells()));
      }
    }
  }

  @Override
  public String html(String id) {
    var kind = columns.size() > MOST_COLUMNS_ON_A_PHONE ? " class=\"cards\"" : "";
    var head =
        columns.stream()
            .map(
                column ->
                    "<th role=\"columnheader\" scope=\"col\"%s>%s</th>"
                        .formatted(column.kind(), Html.escape(column.title())))
            .collect(Collectors.joining());
    var body = rows.stream().map(this::html).collect(Collectors.joining());
    return """
    %s<div class="scroll"><table role="table"%s>
    <thead role="rowgroup"><tr role="row">%s</tr></thead>
    <tbody role="rowgroup">
    %s</tbody></table></div>
    """
        .formatted(captionHtml(id), kind + labelled(id), head, body);
  }

  /** Before the table, so that it stays where a wide table is moved sideways. */
  private String captionHtml(String id) {
    return caption.isEmpty()
        ? ""
        : "<p class=\"caption\" id=\"%s-caption\">%s</p>\n".formatted(id, Html.escape(caption));
  }

  private String labelled(String id) {
    return caption.isEmpty() ? "" : " aria-labelledby=\"%s-caption\"".formatted(id);
  }

  private String html(Row row) {
    var cells = new ArrayList<String>();
    for (int i = 0; i < columns.size(); i++) {
      cells.add(cell(i, row.cells().get(i)));
    }
    var kind = row.emphasized() ? " class=\"emphasized\"" : "";
    return "<tr role=\"row\"%s>%s</tr>\n".formatted(kind, String.join("", cells));
  }

  private String cell(int column, String text) {
    var shown = text.isEmpty() ? "\u2013" : Html.escape(text);
    return column == 0
        ? "<th role=\"rowheader\" scope=\"row\">%s</th>".formatted(shown)
        : "<td role=\"cell\" data-label=\"%s\"%s>%s</td>"
            .formatted(Html.escape(columns.get(column).title()), columns.get(column).kind(), shown);
  }
}
