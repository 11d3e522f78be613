// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/**
 * A score that is known from elsewhere, from the resource {@code known-scores.csv}.
 *
 * @param model its name, such as {@code minilm-l6}
 * @param task its name
 * @param measure its name
 * @param percent the score times 100
 * @param tolerance how far another measurement may be off, in the same unit; above 0: 0.1 where
 *     nothing is drawn, else the spread of the draws
 * @param comesOut whether it does here; where not, the source says what was tried
 * @param source who measured it
 */
public record KnownScore(
    String model,
    String task,
    String measure,
    double percent,
    double tolerance,
    boolean comesOut,
    String source) {
  private static final String RESOURCE = "known-scores.csv";
  private static final int FIELDS = 7;
  private static final List<KnownScore> ALL = resource();

  /** Checks the numbers. */
  public KnownScore {
    if (!Double.isFinite(percent) || !(tolerance > 0) || source.isBlank()) {
      throw new IllegalArgumentException(
          "a known score must have a source, and a tolerance above 0, got %s, %s and '%s'"
              .formatted(percent, tolerance, source));
    }
  }

  /** {@return all, in the order of the tasks} */
  public static List<KnownScore> all() {
    return ALL;
  }

  /**
   * {@return those of a model on a task}
   *
   * @param model its name
   * @param task its name
   */
  public static List<KnownScore> of(String model, String task) {
    return ALL.stream()
        .filter(known -> known.model.equals(model) && known.task.equals(task))
        .toList();
  }

  /**
   * {@return whether another measurement agrees}
   *
   * @param other its score times 100
   */
  public boolean agreesWith(double other) {
    return Math.abs(other - percent) <= tolerance;
  }

  private static List<KnownScore> resource() {
    try (var in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(KnownScore.class.getResourceAsStream(RESOURCE), RESOURCE),
                UTF_8))) {
      return in.lines().skip(1).map(KnownScore::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static KnownScore parse(String line) {
    var fields = line.split(",", FIELDS);
    return new KnownScore(
        fields[0],
        fields[1],
        fields[2],
        Double.parseDouble(fields[3]),
        Double.parseDouble(fields[4]),
        fields[5].equals("yes"),
        fields[6]);
  }
}
