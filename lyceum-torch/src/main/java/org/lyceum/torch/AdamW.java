// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Weights;

/**
 * Adam with decoupled weight decay: first {@code w -= rate * decay * w}, then the step of Adam with
 * bias-corrected moments. A parameter without gradient is left as it is, its moments and its count
 * of steps too. Where a gradient holds only some rows of a table ({@link
 * TorchParameters#gradientByRow}), the other rows are left as they are in the same way; the count
 * of steps is the table's.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2019</a>, algorithm 2
 */
public final class AdamW implements AutoCloseable {
  /**
   * What holds for some of the parameters.
   *
   * @param pattern a regular expression, found anywhere in the name
   * @param mostDimensions parameters of more dimensions are not meant; 0 or more
   * @param rateFactor multiplies the learning rate; 0 or more
   * @param weightDecay as in {@link Settings}, in its place
   */
  public record Group(String pattern, int mostDimensions, double rateFactor, double weightDecay) {
    /** Checks the ranges. */
    public Group {
      Pattern.compile(pattern);
      positive("mostDimensions", mostDimensions, true);
      positive("rateFactor", rateFactor, true);
      positive("weightDecay", weightDecay, true);
    }

    /**
     * What holds for the parameters whose names a pattern finds, whatever their dimensions.
     *
     * @param pattern a regular expression, found anywhere in the name
     * @param rateFactor multiplies the learning rate; 0 or more
     * @param weightDecay as in {@link Settings}, in its place
     */
    public Group(String pattern, double rateFactor, double weightDecay) {
      this(pattern, Integer.MAX_VALUE, rateFactor, weightDecay);
    }

    boolean holds(String name, int dimensions) {
      return dimensions <= mostDimensions && Pattern.compile(pattern).matcher(name).find();
    }
  }

  /**
   * What does not change while training.
   *
   * @param beta1 decay of the first moment, at least 0 and less than 1; 0.9 is usual
   * @param beta2 decay of the second moment, at least 0 and less than 1; 0.999 is usual
   * @param epsilon added to the root of the second moment; positive
   * @param weightDecay share of a weight that is lost in a step of learning rate 1; 0.01 is usual
   * @param groups exceptions; the first that a parameter belongs to holds
   */
  public record Settings(
      double beta1, double beta2, double epsilon, double weightDecay, List<Group> groups) {
    /** Checks the ranges. */
    public Settings {
      share("beta1", beta1);
      share("beta2", beta2);
      positive("epsilon", epsilon, false);
      positive("weightDecay", weightDecay, true);
      groups = List.copyOf(groups);
    }

    /**
     * {@return the usual moments (0.9, 0.999, 1e-8); parameters of one dimension, which are biases
     * and the weights of normalizations under whatever name, without decay}
     *
     * @param weightDecay for matrices and tables
     */
    public static Settings usual(double weightDecay) {
      return new Settings(0.9, 0.999, 1e-8, weightDecay, List.of(new Group("", 1, 1, 0)));
    }

    Group group(String name, int dimensions) {
      return groups.stream()
          .filter(group -> group.holds(name, dimensions))
          .findFirst()
          .orElse(new Group("", 1, weightDecay));
    }
  }

  private record Slot(String name, TorchTensor parameter, FusedAdamW.Moments moments) {}

  private final Settings settings;
  private final Map<Group, List<Slot>> slots = new LinkedHashMap<>();
  private final Scope home = Scope.detached("optimizer");

  /**
   * An optimizer that has not made a step.
   *
   * @param parameters what it changes; must stay open as long as this
   * @param settings what does not change
   */
  public AdamW(TorchParameters parameters, Settings settings) {
    this.settings = settings;
    try {
      parameters.names().forEach(name -> add(name, parameters.tensor(name)));
    } catch (RuntimeException | Error e) {
      home.close(); // nobody can
      throw e;
    }
  }

  private void add(String name, TorchTensor parameter) {
    var group = settings.group(name, parameter.shape().rank());
    var moments = FusedAdamW.Moments.zero(parameter, home);
    slots.computeIfAbsent(group, any -> new ArrayList<>()).add(new Slot(name, parameter, moments));
  }

  /** {@return what does not change} */
  public Settings settings() {
    return settings;
  }

  /**
   * Moves every parameter that has a gradient.
   *
   * @param learningRate 0 or more, before the factors of the groups
   */
  public void step(double learningRate) {
    positive("learningRate", learningRate, true);
    try (var guard = Torch.noGrad()) {
      slots.forEach((group, members) -> step(group, members, learningRate));
    }
  }

  private void step(Group group, List<Slot> members, double learningRate) {
    try (var call = new FusedAdamW()) {
      for (var slot : members) {
        call.add(slot.parameter, slot.moments);
      }
      call.run(settings, learningRate * group.rateFactor, group.weightDecay);
      for (var slot : members) {
        slot.parameter.changed();
      }
    }
  }

  /**
   * {@return the moments and counts of steps, named {@code exp_avg.NAME}, {@code exp_avg_sq.NAME}
   * and {@code step.NAME}; exact for F32 parameters}
   */
  public InMemoryWeights state() {
    var state = new InMemoryWeights();
    each(
        slot -> {
          var moments = slot.moments;
          state.put("exp_avg." + slot.name, moments.first().shape(), moments.first().floats());
          state.put("exp_avg_sq." + slot.name, moments.second().shape(), moments.second().floats());
          state.put("step." + slot.name, Shape.of(), moments.steps().floats());
        });
    return state;
  }

  /**
   * Continues where another left off.
   *
   * @param state from {@link #state}, of the same parameters
   */
  public void restore(Weights state) {
    each(
        slot -> {
          TorchParameters.overwrite(slot.moments.first(), "exp_avg." + slot.name, state);
          TorchParameters.overwrite(slot.moments.second(), "exp_avg_sq." + slot.name, state);
          TorchParameters.overwrite(slot.moments.steps(), "step." + slot.name, state);
        });
  }

  private void each(java.util.function.Consumer<Slot> action) {
    slots.values().forEach(members -> members.forEach(action));
  }

  /** Frees the moments; the parameters stay. */
  @Override
  public void close() {
    home.close();
  }

  private static void share(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "%s must be at least 0 and less than 1, got %s".formatted(name, value));
    }
  }

  private static void positive(String name, double value, boolean orZero) {
    if (!(value > 0 || (orZero && value == 0)) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(
          "%s must be finite and %s, got %s"
              .formatted(name, orZero ? "0 or more" : "positive", value));
    }
  }
}
