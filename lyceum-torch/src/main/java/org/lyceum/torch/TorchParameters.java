// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.bytedeco.pytorch.Scalar;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Weights;

/**
 * The weights of a model as tensors, by checkpoint name. They live outside every scope, until this
 * is closed. Integer arrays of the source, such as position ids, are not parameters; asking for one
 * is an error.
 */
public final class TorchParameters implements Parameters, AutoCloseable {
  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();
  private final Set<String> asked = new LinkedHashSet<>();
  private final Set<String> integers = new LinkedHashSet<>();
  private final Scope home = Scope.detached("parameters");

  private TorchParameters() {}

  /**
   * {@return parameters with the values of weights, copied}
   *
   * @param weights where the values are
   * @param dtype F32, or F64 for tests
   * @param trainable whether backward computes their gradients
   */
  public static TorchParameters load(Weights weights, DType dtype, boolean trainable) {
    if (!dtype.isFloating()) {
      throw new IllegalArgumentException("parameters must be floating, got " + dtype);
    }
    return filled(
        parameters -> {
          for (var name : weights.names()) {
            if (weights.dtype(name).isFloating()) {
              var leaf = leaf(weights, name, dtype);
              parameters.add(name, leaf);
              leaf.raw().set_requires_grad(trainable);
            } else {
              parameters.integers.add(name);
            }
          }
        });
  }

  private static TorchTensor leaf(Weights weights, String name, DType dtype) {
    try (var source = Copies.of(weights.floats(name), weights.shape(name).sizes())) {
      return new TorchTensor(source.to(Natives.type(dtype)));
    }
  }

  /** New parameters, of which nothing stays where not all can be had. */
  private static TorchParameters filled(Consumer<TorchParameters> source) {
    var parameters = new TorchParameters();
    try {
      source.accept(parameters);
      return parameters;
    } catch (RuntimeException | Error e) {
      parameters.close();
      throw e;
    }
  }

  private void add(String name, TorchTensor tensor) {
    home.own(tensor);
    tensors.put(name, tensor);
  }

  /**
   * Makes the gradient of a table hold only the rows that were looked up, of which there are few in
   * a batch. {@link AdamW} then moves only those rows; the others keep their values and moments.
   *
   * @param table the name of a parameter (V, D) that is used by {@link Tensor#rows}; where it is
   *     used in other ways too, its gradient is whole again
   */
  public void gradientByRow(String table) {
    tensor(table).gradientByRow();
  }

  @Override
  public Tensor get(String name, long... shape) {
    var tensor = tensor(name);
    if (!tensor.shape().equals(Shape.of(shape))) {
      throw new IllegalArgumentException(
          "parameter '%s' must have shape %s, got %s; the configuration does not fit the weights"
              .formatted(name, Shape.of(shape), tensor.shape()));
    }
    asked.add(name);
    return tensor;
  }

  TorchTensor tensor(String name) {
    var tensor = tensors.get(name);
    if (integers.contains(name)) {
      throw new IllegalArgumentException(
          "parameter '%s' must hold floating-point numbers, not integers; take the checkpoint that is not quantized"
              .formatted(name));
    }
    if (tensor == null) {
      throw new IllegalArgumentException(
          "there is no parameter '%s' among %d; the names begin with %s"
              .formatted(name, tensors.size(), tensors.keySet().stream().limit(5).toList()));
    }
    return tensor;
  }

  @Override
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /**
   * {@return the same parameters with gradients of their own: their values are those of this, also
   * after a step of an optimizer}
   */
  public TorchParameters replica() {
    return filled(
        replica -> tensors.forEach((name, tensor) -> replica.add(name, tensor.replica())));
  }

  /**
   * Adds the gradients of a replica to those of this, and leaves none there.
   *
   * @param replica from {@link #replica} of this
   */
  public void takeGradients(TorchParameters replica) {
    replica.tensors.forEach((name, from) -> tensor(name).takeGradient(from));
  }

  /** {@return the names, in the order of the weights they came from} */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /** {@return the names that {@link #get} has never been asked for} */
  public Set<String> unused() {
    var names = new LinkedHashSet<>(tensors.keySet());
    names.removeAll(asked);
    return names;
  }

  /** {@return a copy of the values, as float32} */
  public InMemoryWeights weights() {
    var copy = new InMemoryWeights();
    tensors.forEach((name, tensor) -> copy.put(name, tensor.shape(), tensor.floats()));
    return copy;
  }

  /**
   * Gives the parameters the values of other weights, in place: optimizers and layers that hold
   * them see the new values.
   *
   * @param weights with the same names and shapes; others in it are ignored
   */
  public void restore(Weights weights) {
    tensors.forEach((name, tensor) -> overwrite(tensor, name, weights));
  }

  static void overwrite(TorchTensor tensor, String name, Weights weights) {
    if (!weights.names().contains(name) || !weights.shape(name).equals(tensor.shape())) {
      throw new IllegalArgumentException(
          "'%s' must have shape %s, got %s"
              .formatted(
                  name,
                  tensor.shape(),
                  weights.names().contains(name) ? weights.shape(name) : "nothing"));
    }
    try (var guard = Torch.noGrad();
        var source = Copies.of(weights.floats(name), tensor.shape().sizes())) {
      tensor.raw().copy_(source);
    }
  }

  /** Forgets all gradients, so that the next backward starts from nothing. */
  public void zeroGrad() {
    for (var tensor : tensors.values()) {
      tensor.raw().mutable_grad().reset();
    }
  }

  /**
   * Scales all gradients by {@code max / (norm + 1e-6)} if that is less than 1.
   *
   * @param max the largest L2 norm over all gradients together; positive
   * @return the norm before; not finite if a gradient is not
   * @see <a href="https://arxiv.org/abs/1211.5063">Pascanu et al. 2013</a>, section 3.2
   */
  public double clipGradientNorm(double max) {
    if (!(max > 0)) {
      throw new IllegalArgumentException("the largest gradient norm must be positive, got " + max);
    }
    double squares = 0;
    for (var tensor : tensors.values()) {
      squares += onGradient(tensor, TorchParameters::square);
    }
    double norm = Math.sqrt(squares);
    double factor = max / (norm + 1e-6);
    if (!(factor >= 1)) {
      for (var tensor : tensors.values()) {
        onGradient(tensor, gradient -> scale(gradient, factor));
      }
    }
    return norm;
  }

  /** Does something with the values of a gradient, or gives 0 where there is none. */
  private static double onGradient(
      TorchTensor tensor, ToDoubleFunction<org.bytedeco.pytorch.Tensor> action) {
    var gradient = tensor.raw().mutable_grad();
    if (!gradient.defined()) {
      return 0;
    }
    if (!gradient.is_sparse()) {
      return action.applyAsDouble(gradient);
    }
    try (var rows = RowGradient.of(gradient)) {
      return action.applyAsDouble(rows.values());
    }
  }

  private static double square(org.bytedeco.pytorch.Tensor gradient) {
    try (var norm = gradient.norm()) {
      double length = norm.item_double();
      return length * length;
    }
  }

  private static double scale(org.bytedeco.pytorch.Tensor gradient, double factor) {
    try (var scalar = new Scalar(factor)) {
      gradient.mul_(scalar);
      return factor;
    }
  }

  /** Frees all parameters, and their gradients with them. */
  @Override
  public void close() {
    home.close();
  }
}
