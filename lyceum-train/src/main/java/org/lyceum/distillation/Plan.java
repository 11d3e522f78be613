// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

/**
 * How the time that is left for learning is divided between the teacher and the student.
 *
 * @param texts how many texts the teacher embeds and the student learns from
 * @param steps optimizer steps
 * @param batch texts a step
 */
public record Plan(int texts, int steps, int batch) {
  /** Times the student sees a text at least. */
  private static final double EPOCHS = 1.6;

  /**
   * The share of the time that the teacher may take: a student that is fast sees texts more often.
   */
  private static final double TEACHING = 0.3;

  private static final int MOST_STEPS = 1_000_000_000;

  /** Fewer teach nothing. */
  public static final int FEWEST_STEPS = 20;

  /**
   * What was measured.
   *
   * @param secondsPerText of the teacher
   * @param secondsPerStep of the student
   * @param corpus texts that there are
   * @param batch texts a step
   */
  public record Costs(double secondsPerText, double secondsPerStep, int corpus, int batch) {
    /**
     * Checks the figures.
     *
     * @throws IllegalArgumentException if one is not positive
     */
    public Costs {
      if (!(secondsPerText >= 0 && secondsPerStep > 0) || corpus < 1 || batch < 1) {
        throw new IllegalArgumentException(
            "costs must be positive, got %s and %s seconds, %d texts, batches of %d"
                .formatted(secondsPerText, secondsPerStep, corpus, batch));
      }
    }
  }

  /**
   * {@return the plan that fills some seconds: each text is seen {@value #EPOCHS} times, or more
   * often where the corpus is too small for that or the teacher would take more than its share}
   *
   * @param seconds left for teacher and student
   * @param costs what was measured
   */
  public static Plan fill(double seconds, Costs costs) {
    double perText = costs.secondsPerText + EPOCHS * costs.secondsPerStep / costs.batch;
    double most = Math.min(seconds / perText, TEACHING * seconds / costs.secondsPerText);
    int texts = Math.clamp((long) Math.max(most, fewest(costs)), costs.batch, costs.corpus);
    double rest = seconds - texts * costs.secondsPerText;
    int steps = steps(rest, costs);
    return new Plan(texts, steps, costs.batch);
  }

  /** Texts of the fewest steps: they are taken also where there is no time for them. */
  private static double fewest(Costs costs) {
    double teaching = TEACHING / (1 - TEACHING) * FEWEST_STEPS * costs.secondsPerStep;
    return Math.min(FEWEST_STEPS * costs.batch / EPOCHS, teaching / costs.secondsPerText);
  }

  /**
   * {@return the plan that fills some seconds where the teacher embeds within the steps: each text
   * is seen once, or more often where the corpus is too small for that}
   *
   * @param seconds left for teacher and student
   * @param costs what was measured, the teacher's part in the seconds of a step
   */
  public static Plan beside(double seconds, Costs costs) {
    int steps = steps(seconds, costs);
    return new Plan(seen(steps, costs.batch, costs.corpus), steps, costs.batch);
  }

  /**
   * {@return how many texts are seen in some steps, each once as long as there are new ones}
   *
   * @param steps optimizer steps
   * @param batch texts a step
   * @param corpus texts that there are
   */
  public static int seen(int steps, int batch, int corpus) {
    return (int) Math.min(corpus, (long) steps * batch);
  }

  private static int steps(double seconds, Costs costs) {
    return Math.max(FEWEST_STEPS, rounded(seconds / costs.secondsPerStep));
  }

  /**
   * {@return a number of steps, {@value #MOST_STEPS} at most}
   *
   * @param steps for which there is time
   */
  public static int rounded(double steps) {
    return (int) Math.min(MOST_STEPS, Math.round(steps));
  }
}
