// SPDX-License-Identifier: Apache-2.0
package org.lyceum.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
  private static final double[] X = {0, 1, 2, 3};

  private static String draw(Plot plot) {
    var svg = new Svg(360, 320);
    plot.draw(svg, Canvas.NARROW);
    return svg.html("id", "title", plot.description());
  }

  @Test
  void marksRoundValues() {
    var axis = Axis.of("x");
    assertThat(new Scale(axis, new Axis.Range(0, 10), 0, 100).ticks(5))
        .containsExactly(0.0, 2.0, 4.0, 6.0, 8.0, 10.0);
    assertThat(new Scale(axis, new Axis.Range(-0.3, 0.21), 0, 1).ticks(5))
        .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-12 ? 0 : Double.compare(a, b))
        .containsExactly(-0.3, -0.2, -0.1, 0.0, 0.1, 0.2);
    assertThat(new Scale(Axis.log("x"), new Axis.Range(90, 20_000), 0, 1).ticks(4))
        .containsExactly(100.0, 300.0, 1000.0, 3000.0, 10_000.0);
  }

  @Test
  void placesValuesBetweenThePixels() {
    var linear = new Scale(Axis.of("x"), new Axis.Range(0, 10), 40, 140);
    assertThat(linear.at(2.5)).isEqualTo(65);
    var log = new Scale(Axis.log("x"), new Axis.Range(1, 100), 0, 100);
    assertThat(log.at(10)).isCloseTo(50, within(1e-9));
  }

  @Test
  void leavesAGapWhereAValueIsMissing() {
    var chart =
        new LineChart(
            Axis.of("x"),
            Axis.of("y"),
            List.of(LineChart.Series.of("a", X, new double[] {1, 2, Double.NaN, 4})));
    assertThat(draw(chart)).containsPattern("d=\"M[0-9. ]+L[0-9. ]+M[0-9. ]+\"");
    assertThat(chart.data().rows().get(2).cells()).containsExactly("2", "");
  }

  @Test
  void drawsAConstantLineAndASinglePoint() {
    var flat =
        new LineChart(
            Axis.of("x"), Axis.of("y"), List.of(LineChart.Series.of("a", X, new double[4])));
    assertThat(draw(flat)).doesNotContain("NaN");
    var one =
        new HexbinPlot(Axis.of("x"), Axis.of("y"), new double[] {0.5}, new double[] {0.5}, "");
    assertThat(draw(one)).doesNotContain("NaN").contains("class=\"hex\"");
  }

  @Test
  void samplesLongSeriesForItsTable() {
    double[] many = new double[5000];
    for (int i = 0; i < many.length; i++) {
      many[i] = i;
    }
    var chart =
        new LineChart(Axis.of("x"), Axis.of("y"), List.of(LineChart.Series.of("a", many, many)));
    assertThat(chart.data().rows()).hasSize(12);
    assertThat(chart.data().rows().getLast().cells()).containsExactly("4,999", "4,999");
    assertThat(draw(chart).length()).isLessThan(20_000);
  }

  @Test
  void countsEveryPointOfAHexbinOnce() {
    double[] xs = new double[1000];
    for (int i = 0; i < xs.length; i++) {
      xs[i] = Math.sin(i);
    }
    var plot = new HexbinPlot(Axis.of("x"), Axis.of("y"), xs, xs, "on the diagonal");
    assertThat(plot.data().rows()).hasSize(10);
    assertThat(plot.data().rows().getFirst().cells().getFirst()).isEqualTo("100");
  }

  @Test
  void writesNumbersForReaders() {
    assertThat(Numbers.fixed(1234.567, 1)).isEqualTo("1,234.6");
    assertThat(Numbers.fixed(Double.NaN, 1)).isEmpty();
    assertThat(Numbers.percent(1.0123)).isEqualTo("101.2\u00a0%");
    assertThat(Numbers.compact(0)).isEqualTo("0");
    assertThat(Numbers.compact(0.1234)).isEqualTo("0.123");
    assertThat(Numbers.compact(12.0)).isEqualTo("12");
    assertThat(Numbers.compact(-3.14159)).isEqualTo("-3.14");
    assertThat(Numbers.compact(9999)).isEqualTo("9,999");
    assertThat(Numbers.compact(31_234)).isEqualTo("31.2\u00a0k");
    assertThat(Numbers.compact(999_900)).isEqualTo("1\u00a0M");
    assertThat(Numbers.bytes(17_900_000)).isEqualTo("17.9\u00a0MB");
    assertThat(Numbers.bytes(1500)).isEqualTo("1.5\u00a0kB");
    assertThat(Numbers.bytes(12)).isEqualTo("12\u00a0B");
    assertThat(Svg.number(-0.26)).isEqualTo("-0.3");
    assertThat(Svg.number(-0.04)).isEqualTo("0");
  }

  @Test
  void refusesValuesThatCannotBeDrawn() {
    var x = Axis.of("x");
    assertThatThrownBy(() -> new LineChart(x, x, List.of()))
        .hasMessage("a line chart must have 1 to 6 lines, got 0");
    var seven = Collections.nCopies(7, LineChart.Series.of("a", X, X));
    assertThatThrownBy(() -> new LineChart(x, x, seven))
        .hasMessage("a line chart must have 1 to 6 lines, got 7");
    assertThatThrownBy(() -> LineChart.Series.of("a", X, new double[2]))
        .hasMessage("line 'a' must have as many x as y and not none, got 4 and 2");
    assertThatThrownBy(() -> new HexbinPlot(x, x, new double[0], new double[0], ""))
        .hasMessage("a plot must have as many x as y and not none, got 0 and 0");
    assertThatThrownBy(() -> new BarChart.Bar("a", -1, ""))
        .hasMessage("bar 'a' must be finite and 0 or more, got -1.0");
    assertThatThrownBy(() -> new BarChart("", List.of(), 0, ""))
        .hasMessage("a bar chart must have a bar, got none");
    assertThatThrownBy(() -> new BubbleChart(x, x, List.of(), ""))
        .hasMessage("a plot must have a point, got none");
    assertThatThrownBy(() -> new BubbleChart.Bubble("a", Double.NaN, 0, 0, ""))
        .hasMessage("point 'a' must be finite and of size 0 or more, got NaN, 0.0, size 0.0");
    assertThatThrownBy(() -> x.from(2, 1))
        .hasMessage("a range must be finite and rise, got 2.0 to 1.0");
    var zero = LineChart.Series.of("a", X, X);
    assertThatThrownBy(() -> draw(new LineChart(Axis.log("speed"), x, List.of(zero))))
        .hasMessage("axis 'speed' is logarithmic and needs values above 0, got 0.0");
    var missing =
        LineChart.Series.of("a", X, new double[] {Double.NaN, Double.NaN, Double.NaN, Double.NaN});
    assertThatThrownBy(() -> draw(new LineChart(x, Axis.of("loss"), List.of(missing))))
        .hasMessage("axis 'loss' must have a finite value to show, got none");
  }

  @Test
  void drawsIntervalsAroundZero() {
    var chart =
        new IntervalChart(
            "difference",
            List.of(
                new IntervalChart.Row("up", 1, 2, 3, true),
                new IntervalChart.Row("down", -2, -0.5, 1, false)));
    assertThat(draw(chart))
        .contains("class=\"mark\"", ">up<", ">\u22120.50<")
        .doesNotContain("NaN");
    assertThat(chart.description())
        .isEqualTo("difference: up 2.00, more than chance; down \u22120.50.");
    assertThat(chart.data().rows().get(1).cells())
        .containsExactly("down", "-2.00", "-0.50", "1.00");
  }

  @Test
  void refusesAnIntervalThatIsNone() {
    assertThatThrownBy(() -> new IntervalChart.Row("a", 2, 1, 0, false))
        .hasMessage("row 'a' must have a finite value and interval, got 1.0 in 2.0 to 0.0");
    assertThatThrownBy(() -> new IntervalChart("x", List.of())).hasMessageContaining("got none");
  }
}
