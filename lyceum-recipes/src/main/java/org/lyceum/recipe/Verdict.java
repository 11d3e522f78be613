// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.LongToDoubleFunction;
import org.lyceum.statistics.Alternative;
import org.lyceum.statistics.PairedT;

/**
 * Whether a claim held.
 *
 * @param claim its sentence
 * @param kind {@code beats}, {@code equals}, {@code below} or {@code covers}
 * @param holds whether it held
 * @param bound the margin that was to be reached, the number that was expected, or what was to be
 *     stayed below
 * @param baseline a figure for each seed; none but for {@code beats}
 * @param ours a figure for each seed; none for {@code covers}
 * @param p the chance of a mean difference as large were there none, by the paired t test over the
 *     seeds; NaN with fewer than two seeds, without a spread, or but for {@code beats}
 * @param says the outcome in words
 */
public record Verdict(
    String claim,
    String kind,
    boolean holds,
    double bound,
    List<Double> baseline,
    List<Double> ours,
    double p,
    String says) {
  /** Of as many seeds, one may point the other way. */
  private static final int SEEDS_PER_STRAY = 5;

  /** Copies the lists. */
  public Verdict {
    baseline = List.copyOf(baseline);
    ours = List.copyOf(ours);
  }

  /**
   * {@return the verdict on a claim}
   *
   * <p>A {@link Claim.Beats} holds when the mean difference reaches the margin and at most one seed
   * in five points the other way, a {@link Claim.Below} when each seed's figure is below the bound.
   *
   * @param claim what is claimed
   * @param seeds one or more
   * @param before asked before each seed's figures are made; may throw to end it
   */
  public static Verdict of(Claim claim, List<Long> seeds, Runnable before) {
    if (seeds.isEmpty()) {
      throw new IllegalArgumentException("there must be a seed or more, got none");
    }
    return switch (claim) {
      case Claim.Beats beats -> of(beats, seeds, before);
      case Claim.Equals equals -> of(equals, figures(equals.actual(), seeds, before));
      case Claim.Follows follows -> of(follows, seeds);
      case Claim.Below below -> of(below, figures(below.actual(), seeds, before));
      case Claim.Covers covers -> of(covers);
    };
  }

  private static List<Double> figures(
      LongToDoubleFunction figure, List<Long> seeds, Runnable before) {
    var figures = new ArrayList<Double>();
    for (long seed : seeds) {
      before.run();
      figures.add(figure.applyAsDouble(seed));
    }
    return figures;
  }

  private static Verdict of(Claim.Beats claim, List<Long> seeds, Runnable before) {
    var baseline = new ArrayList<Double>();
    var ours = new ArrayList<Double>();
    for (long seed : seeds) { // both sides of a seed, then the next
      before.run();
      baseline.add(claim.baseline().applyAsDouble(seed));
      ours.add(claim.ours().applyAsDouble(seed));
    }
    double gap = mean(ours) - mean(baseline);
    int against = 0;
    for (int i = 0; i < ours.size(); i++) {
      against += ours.get(i) < baseline.get(i) ? 1 : 0;
    }
    boolean holds = gap >= claim.margin() && SEEDS_PER_STRAY * against <= seeds.size();
    return new Verdict(
        claim.text(),
        "beats",
        holds,
        claim.margin(),
        baseline,
        ours,
        p(ours, baseline),
        "%s against %s: %s of %s wanted%s"
            .formatted(
                number(mean(ours)),
                number(mean(baseline)),
                signed(gap),
                signed(claim.margin()),
                against == 0
                    ? ""
                    : ", %d of %d seeds against it".formatted(against, seeds.size())));
  }

  private static double p(List<Double> ours, List<Double> baseline) {
    double[] differences = new double[ours.size()];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = ours.get(i) - baseline.get(i);
    }
    boolean isDefined = Arrays.stream(differences).allMatch(Double::isFinite);
    if (!isDefined || Arrays.stream(differences).distinct().count() < 2) {
      return Double.NaN;
    }
    return PairedT.of(array(ours), array(baseline)).test(Alternative.GREATER).p();
  }

  private static Verdict of(Claim.Equals claim, List<Double> actual) {
    double mean = mean(actual);
    return new Verdict(
        claim.text(),
        "equals",
        Math.abs(mean - claim.expected()) <= claim.within(),
        claim.expected(),
        List.of(),
        actual,
        Double.NaN,
        "%s, expected %s within %s"
            .formatted(number(mean), number(claim.expected()), number(claim.within())));
  }

  /** As of a number that each seed gives. */
  private static Verdict of(Claim.Follows claim, List<Long> seeds) {
    return of(
        new Claim.Equals(claim.text(), claim.expected(), claim.within(), seed -> claim.actual()),
        seeds.stream().map(seed -> claim.actual()).toList());
  }

  private static Verdict of(Claim.Below claim, List<Double> actual) {
    double largest = actual.stream().mapToDouble(Double::doubleValue).max().orElse(Double.NaN);
    long above = actual.stream().filter(figure -> !(figure < claim.bound())).count();
    return new Verdict(
        claim.text(),
        "below",
        above == 0,
        claim.bound(),
        List.of(),
        actual,
        Double.NaN,
        "%s at most, below %s wanted%s"
            .formatted(
                number(largest),
                number(claim.bound()),
                above == 0 ? "" : ", %d of %d seeds not".formatted(above, actual.size())));
  }

  private static Verdict of(Claim.Covers claim) {
    var techniques = claim.techniques();
    return new Verdict(
        claim.text(),
        "covers",
        techniques.keySet().containsAll(claim.named()),
        claim.named().size(),
        List.of(),
        List.of(),
        Double.NaN,
        String.join(
            ", ",
            techniques.entrySet().stream()
                .map(entry -> entry.getKey() + " by " + entry.getValue().getSimpleName())
                .toList()));
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static String number(double value) {
    double size = Math.abs(value);
    var format =
        size == 0 || size == Math.rint(size)
            ? "%.0f"
            : size < 0.001 ? "%.0e" : size < 10 ? "%.4f" : "%.2f";
    return String.format(Locale.ROOT, format, value);
  }

  private static String signed(double value) {
    return (value < 0 ? "" : "+") + number(value);
  }
}
