// SPDX-License-Identifier: Apache-2.0
package org.lyceum.encoder;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.lyceum.tensor.Tensor;

/** An element-wise function, by the names that checkpoints use. */
public enum Activation {
  /** x. */
  IDENTITY("identity", "linear.Identity"),
  /** The Gaussian error linear unit, exact. */
  GELU("gelu", "activation.GELU"),
  /** Its tanh approximation. */
  GELU_TANH("gelu_new", ""),
  /** x times the logistic function of 1.702 x, as in CLIP. */
  QUICK_GELU("quick_gelu", ""),
  /** max(0, x). */
  RELU("relu", "activation.ReLU"),
  /** x times the logistic function, also called swish. */
  SILU("silu", "activation.SiLU"),
  /** The hyperbolic tangent. */
  TANH("tanh", "activation.Tanh"),
  /** The logistic function. */
  SIGMOID("sigmoid", "activation.Sigmoid");

  private static final String TORCH = "torch.nn.modules.";

  private final String checkpointName;
  private final String torchName;

  Activation(String checkpointName, String torchName) {
    this.checkpointName = checkpointName;
    this.torchName = torchName;
  }

  /**
   * {@return the activation of a {@code hidden_act}}
   *
   * @param name such as {@code gelu} or {@code gelu_new}
   * @throws IllegalArgumentException if it is unknown; lists the known ones
   */
  public static Activation named(String name) {
    return switch (name) {
      case "gelu_pytorch_tanh", "gelu_fast", "gelu_python_tanh" -> GELU_TANH;
      case "gelu_python" -> GELU;
      case "swish" -> SILU;
      default ->
          Arrays.stream(values())
              .filter(a -> a.checkpointName.equals(name))
              .findFirst()
              .orElseThrow(() -> unknown(name, checkpointNames()));
    };
  }

  /**
   * {@return the activation of a PyTorch class}
   *
   * @param name such as {@code torch.nn.modules.activation.Tanh}
   * @throws IllegalArgumentException if it is unknown; lists the known ones
   */
  public static Activation ofTorch(String name) {
    return Arrays.stream(values())
        .filter(a -> !a.torchName.isEmpty() && name.equals(TORCH + a.torchName))
        .findFirst()
        .orElseThrow(() -> unknown(name, torchNames()));
  }

  private static IllegalArgumentException unknown(String name, List<String> known) {
    return new IllegalArgumentException(
        "unknown activation '%s'; known: %s".formatted(name, String.join(", ", known)));
  }

  private static List<String> checkpointNames() {
    return Arrays.stream(values()).map(a -> a.checkpointName).collect(Collectors.toList());
  }

  private static List<String> torchNames() {
    return Arrays.stream(values())
        .filter(a -> !a.torchName.isEmpty())
        .map(a -> TORCH + a.torchName)
        .collect(Collectors.toList());
  }

  /** {@return the name in a checkpoint's {@code hidden_act}} */
  public String checkpointName() {
    return checkpointName;
  }

  /** {@return the class that PyTorch has for it} */
  public String torchClass() {
    if (torchName.isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no PyTorch class of its own; known: %s".formatted(checkpointName, torchNames()));
    }
    return TORCH + torchName;
  }

  /**
   * {@return the function of each element}
   *
   * @param x any shape
   */
  public Tensor apply(Tensor x) {
    return switch (this) {
      case IDENTITY -> x;
      case GELU -> x.gelu();
      case GELU_TANH -> x.geluTanh();
      case QUICK_GELU -> x.mul(x.mul(1.702).sigmoid());
      case RELU -> x.relu();
      case SILU -> x.silu();
      case TANH -> x.tanh();
      case SIGMOID -> x.sigmoid();
    };
  }
}
