// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import org.lyceum.tensor.Seed;
import org.lyceum.torch.AdamW;
import org.lyceum.torch.Precision;

/**
 * How a model is trained, apart from its data and objective.
 *
 * @param schedule optimizer steps and learning rate
 * @param batching how examples reach the objective
 * @param optimizer moments, decay and groups of AdamW
 * @param clip the largest norm of all gradients together; larger ones are scaled down
 * @param evaluation when the model is measured on the way
 * @param precision in which the linear layers compute
 * @param seed of every random stream
 */
public record TrainSettings(
    Schedule schedule,
    Batching batching,
    AdamW.Settings optimizer,
    double clip,
    Evaluation evaluation,
    Precision precision,
    Seed seed) {
  /** A thousand steps at 2e-5, batches of 64, in single precision. */
  public static final TrainSettings DEFAULT =
      new TrainSettings(
          new Schedule(1_000, 100, 2e-5, Schedule.Curve.LINEAR),
          new Batching(64, 1, 0),
          AdamW.Settings.usual(0.01),
          1.0,
          Evaluation.NEVER,
          Precision.FLOAT32,
          new Seed(1));

  /**
   * How examples reach the objective.
   *
   * @param size examples that the objective sees at once, 1 or more
   * @param accumulation batches whose gradients are averaged before each optimizer step, 1 or more
   * @param cached with gradient caching, how many examples are encoded at a time; 0 for none. The
   *     gradient is the same; memory no longer grows with {@code size}, at the price of a second
   *     forward pass
   * @see <a href="https://arxiv.org/abs/2101.06983">Gao et al. 2021</a>, section 3 (gradient
   *     caching)
   */
  public record Batching(int size, int accumulation, int cached) {
    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Batching {
      if (size < 1 || accumulation < 1 || cached < 0) {
        throw new IllegalArgumentException(
            "size and accumulation must be 1 or more and cached 0 or more, got %d, %d and %d"
                .formatted(size, accumulation, cached));
      }
    }
  }

  /**
   * When the model is measured on the way. The best model seen is the one that is kept.
   *
   * @param every optimizer steps between measurements, 0 for never
   * @param patience measurements without a better figure until training stops, 0 for no early stop
   */
  public record Evaluation(int every, int patience) {
    /** No measurement; the last model is kept. */
    public static final Evaluation NEVER = new Evaluation(0, 0);

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Evaluation {
      if (every < 0 || patience < 0) {
        throw new IllegalArgumentException(
            "every and patience must be 0 or more, got %d and %d".formatted(every, patience));
      }
    }
  }

  /**
   * Checks the settings.
   *
   * @throws IllegalArgumentException if the clip norm is not positive
   */
  public TrainSettings {
    if (!(clip > 0)) {
      throw new IllegalArgumentException("clip must be positive, got %s".formatted(clip));
    }
  }

  /**
   * {@return these settings with another schedule}
   *
   * @param schedule the schedule
   */
  public TrainSettings with(Schedule schedule) {
    return new TrainSettings(schedule, batching, optimizer, clip, evaluation, precision, seed);
  }

  /**
   * {@return these settings with another batching}
   *
   * @param batching the batching
   */
  public TrainSettings with(Batching batching) {
    return new TrainSettings(schedule, batching, optimizer, clip, evaluation, precision, seed);
  }

  /**
   * {@return these settings with another optimizer}
   *
   * @param optimizer the optimizer's settings
   */
  public TrainSettings with(AdamW.Settings optimizer) {
    return new TrainSettings(schedule, batching, optimizer, clip, evaluation, precision, seed);
  }

  /**
   * {@return these settings with other measurements on the way}
   *
   * @param evaluation when to measure
   */
  public TrainSettings with(Evaluation evaluation) {
    return new TrainSettings(schedule, batching, optimizer, clip, evaluation, precision, seed);
  }

  /**
   * {@return these settings in another precision}
   *
   * @param precision of the linear layers
   */
  public TrainSettings with(Precision precision) {
    return new TrainSettings(schedule, batching, optimizer, clip, evaluation, precision, seed);
  }

  /**
   * {@return these settings with another seed}
   *
   * @param seed of every random stream
   */
  public TrainSettings with(Seed seed) {
    return new TrainSettings(schedule, batching, optimizer, clip, evaluation, precision, seed);
  }
}
