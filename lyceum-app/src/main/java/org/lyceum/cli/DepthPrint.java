// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.lyceum.depth.Depths;
import org.lyceum.job.DepthJob;

/**
 * Depths for a reader.
 *
 * @param out where they are printed
 * @param top texts of each end
 */
record DepthPrint(PrintWriter out, int top) {
  private static final int WIDTH = 88;
  private static final int BINS = 10;
  private static final int BAR = 30;
  private static final double LEVEL = 0.05;

  /** Prints a corpus with the deepest and the shallowest of its texts. */
  void corpus(DepthJob.Measured corpus, Depths depths) {
    double[] values = depths.members();
    out.printf(
        "%s: %,d texts%s, depth %.4f to %.4f, mean %.4f%n",
        corpus.name(),
        values.length,
        remarks(corpus),
        Arrays.stream(values).min().orElse(Double.NaN),
        Arrays.stream(values).max().orElse(Double.NaN),
        Arrays.stream(values).average().orElse(Double.NaN));
    int[] ranking = depths.ranking();
    int shown = Math.min(top, ranking.length / 2);
    if (shown > 0) {
      out.println("  deepest");
      IntStream.range(0, shown).forEach(i -> text(corpus, values, ranking[i]));
      out.println("  shallowest");
      IntStream.range(0, shown).forEach(i -> text(corpus, values, ranking[ranking.length - 1 - i]));
    }
  }

  private static String remarks(DepthJob.Measured corpus) {
    var remarks = new StringBuilder();
    int taken = corpus.texts().size() + corpus.empty();
    if (taken < corpus.given()) {
      remarks.append(" drawn from %,d".formatted(corpus.given()));
    }
    if (corpus.duplicates() > 0) {
      remarks.append(", %,d of them duplicates, which pull it".formatted(corpus.duplicates()));
    }
    if (corpus.empty() > 0) {
      remarks.append(", %,d without a vector left out".formatted(corpus.empty()));
    }
    return remarks.toString();
  }

  private void text(DepthJob.Measured corpus, double[] values, int index) {
    var line = corpus.texts().get(index).replaceAll("\\s+", " ");
    out.printf(
        "  %.4f  %s%n",
        values[index], line.length() <= WIDTH ? line : line.substring(0, WIDTH - 1) + "…");
  }

  /** Prints whether two corpora differ, and how their depths lie. */
  void comparison(DepthJob.Measured first, DepthJob.Measured second, DepthJob.Compared compared) {
    histogram(first, second, compared.depths());
    var finding = compared.finding();
    out.printf(
        "Q %.3f, z %.2f, p %.4f (%s)%n",
        finding.q(),
        finding.z(),
        finding.p(),
        compared.test() == DepthJob.Test.split
            ? "half of %s measures, the other half is compared".formatted(first.name())
            : "random divisions of all texts");
    out.println(verdict(first, second, finding.q(), finding.p()));
  }

  private static String verdict(
      DepthJob.Measured first, DepthJob.Measured second, double q, double p) {
    if (!(p <= LEVEL)) {
      return "no difference is shown: two samples of one corpus would differ as much in %.0f of 100"
              .formatted(100 * p)
          + " cases";
    }
    return "%s differ from %s: in %.0f of 100 pairs its text is the %s"
        .formatted(
            "the texts of " + second.name(),
            first.name(),
            100 * (q < 0.5 ? 1 - q : q),
            q < 0.5 ? "less deep one" : "deeper one");
  }

  private void histogram(DepthJob.Measured first, DepthJob.Measured second, Depths depths) {
    double low = both(depths).min().orElseThrow();
    double high = both(depths).max().orElseThrow();
    double[] one = shares(depths.members(), low, high);
    double[] other = shares(depths.others(), low, high);
    double most =
        IntStream.range(0, BINS).mapToDouble(i -> Math.max(one[i], other[i])).max().orElse(1);
    out.printf("depth in %s, share of the texts%n", first.name());
    out.printf("  %-6s  %-" + BAR + "s %s%n", "from", first.name(), second.name());
    for (int bin = BINS - 1; bin >= 0; bin--) {
      out.printf(
          "  %.4f  %-" + BAR + "s %s%n",
          low + bin * (high - low) / BINS,
          bar(one[bin] / most),
          bar(other[bin] / most));
    }
  }

  private static DoubleStream both(Depths depths) {
    return DoubleStream.concat(Arrays.stream(depths.members()), Arrays.stream(depths.others()));
  }

  private static double[] shares(double[] values, double low, double high) {
    double[] shares = new double[BINS];
    for (double value : values) {
      int bin = (int) (BINS * (value - low) / Math.max(high - low, Double.MIN_NORMAL));
      shares[Math.min(bin, BINS - 1)] += 1.0 / values.length;
    }
    return shares;
  }

  private static String bar(double share) {
    return "█".repeat((int) Math.round((BAR - 2) * share));
  }
}
