// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlReportTest {
  @TempDir Path folder;

  @Test
  void isTheSameForTheSameValues() {
    assertThat(SamplePage.page().html()).isEqualTo(SamplePage.page().html());
  }

  /** To look at: target/sample-report.html. */
  @Test
  void writesOneFileAndNothingElse() throws IOException {
    SamplePage.page().write(Path.of("target/sample-report.html"));
    var file = folder.resolve("report.html");
    SamplePage.page().write(file);
    assertThat(Files.readString(file)).isEqualTo(SamplePage.page().html());
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void loadsNothingFromAnywhere() {
    assertThat(SamplePage.page().html())
        .doesNotContain("http:", "https:", "url(", "@import", "<script", "<link", "src=");
  }

  @Test
  void escapesEveryText() {
    var evil = "<b>\"&'\u0001";
    var safe = "&lt;b&gt;&quot;&amp;&#39;\uFFFD";
    double[] one = {1};
    var page =
        new HtmlReport(
            evil,
            evil,
            evil,
            List.of(
                Section.of(
                    evil,
                    new Paragraph(evil),
                    new Command(evil),
                    new Facts(List.of(new Facts.Fact(evil, evil, evil))),
                    new Table(evil, List.of(Table.Column.words(evil)), List.of(Table.Row.of(evil))),
                    new Figure(
                        evil,
                        evil,
                        new LineChart(
                            Axis.of(evil),
                            Axis.of(evil),
                            List.of(LineChart.Series.of(evil, one, one)))),
                    new Figure(
                        evil,
                        evil,
                        new BarChart(evil, List.of(new BarChart.Bar(evil, 1, evil)), 1, evil)),
                    new Figure(
                        evil, evil, new HexbinPlot(Axis.of(evil), Axis.of(evil), one, one, evil)),
                    new Figure(
                        evil,
                        evil,
                        new BubbleChart(
                            Axis.of(evil),
                            Axis.of(evil),
                            List.of(new BubbleChart.Bubble(evil, 1, 1, 1, evil)),
                            evil)))),
            evil);
    assertThat(page.html()).doesNotContain("<b>", "\u0001").contains(safe);
  }

  @Test
  void drawsEveryPlotForScreensAndForPhonesWithTitleAndDescription() throws Exception {
    var html = SamplePage.page().html();
    var svgs = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(html).results().toList();
    assertThat(svgs).hasSize(8);
    for (var svg : svgs) {
      var bytes = svg.group().getBytes(StandardCharsets.UTF_8);
      var parsed =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new ByteArrayInputStream(bytes))
              .getDocumentElement();
      assertThat(parsed.getElementsByTagName("title").item(0).getTextContent()).isNotBlank();
      assertThat(parsed.getElementsByTagName("desc").item(0).getTextContent()).isNotBlank();
    }
    assertThat(html).doesNotContain("NaN", "Infinity");
  }

  @Test
  void givesEveryElementAnIdOfItsOwn() {
    var ids =
        Pattern.compile(" id=\"([^\"]+)\"")
            .matcher(SamplePage.page().html())
            .results()
            .map(found -> found.group(1))
            .toList();
    assertThat(ids).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void leavesNothingBehindWhereItCannotWrite() {
    var file = folder.resolve("no/report.html");
    assertThatThrownBy(() -> SamplePage.page().write(file))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file + ": cannot be written: there is no folder");
  }

  @Test
  void replacesAnOlderReport() throws IOException {
    var file = Files.writeString(folder.resolve("report.html"), "old");
    assertThatCode(() -> SamplePage.page().write(file)).doesNotThrowAnyException();
    assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>");
  }

  @Test
  void refusesARaggedTable() {
    assertThatThrownBy(
            () -> new Table("", List.of(Table.Column.words("a")), List.of(Table.Row.of("1", "2"))))
        .hasMessage("a row must have a cell for each of the 1 columns, got [1, 2]");
  }
}
