// SPDX-License-Identifier: Apache-2.0
package org.lyceum.head;

import java.util.function.UnaryOperator;
import org.lyceum.encoder.Activation;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * A layer after pooling: vectors {@code (B, D)} in, vectors out. A value that describes it; its
 * parameters come in when it is loaded.
 */
public sealed interface HeadModule {
  /**
   * {@return the function of vectors that it is}
   *
   * @param parameters its own, by the names that sentence-transformers gives them
   */
  UnaryOperator<Tensor> load(Parameters parameters);

  /**
   * {@return the width of its output}
   *
   * @param in the width of its input
   * @throws IllegalArgumentException if it takes another width
   */
  int width(int in);

  /** {@return the name of the class in sentence-transformers} */
  String kind();

  /** Vectors of length 1. */
  record Normalize() implements HeadModule {
    @Override
    public UnaryOperator<Tensor> load(Parameters parameters) {
      return Tensor::normalize;
    }

    @Override
    public int width(int in) {
      return in;
    }

    @Override
    public String kind() {
      return "Normalize";
    }
  }

  /**
   * {@code activation(x W^T + b)}; parameters {@code linear.weight}, {@code linear.bias}.
   *
   * @param in width of the input
   * @param out width of the output
   * @param bias whether there is a {@code b}
   * @param activation the function
   */
  record Dense(int in, int out, boolean bias, Activation activation) implements HeadModule {
    /** Checks the widths. */
    public Dense {
      if (in < 1 || out < 1) {
        throw new IllegalArgumentException(
            "widths must be at least 1, got in %d, out %d".formatted(in, out));
      }
    }

    @Override
    public UnaryOperator<Tensor> load(Parameters parameters) {
      var own = parameters.under("linear");
      var linear = new Linear(own.get("weight", out, in), bias ? own.get("bias", out) : null);
      return x -> activation.apply(linear.apply(x));
    }

    @Override
    public int width(int width) {
      return Widths.check(kind(), in, width, out);
    }

    @Override
    public String kind() {
      return "Dense";
    }
  }

  /**
   * {@code dense(x) + x}, or {@code dense(x) + x R^T} where the widths differ; parameters of the
   * dense layer, and {@code residual.weight} for {@code R}.
   *
   * @param dense the layer
   */
  record ResidualDense(Dense dense) implements HeadModule {
    @Override
    public UnaryOperator<Tensor> load(Parameters parameters) {
      var layer = dense.load(parameters);
      if (dense.in() == dense.out()) {
        return x -> layer.apply(x).add(x);
      }
      Tensor residual = parameters.get("residual.weight", dense.out(), dense.in());
      return x -> layer.apply(x).add(x.linear(residual, null));
    }

    @Override
    public int width(int width) {
      return dense.width(width);
    }

    @Override
    public String kind() {
      return dense.kind();
    }
  }

  /**
   * Layer normalization; parameters {@code norm.weight}, {@code norm.bias}.
   *
   * @param dimension width of the vectors
   */
  record LayerNorm(int dimension) implements HeadModule {
    /** PyTorch's default, which saved models imply. */
    private static final double EPS = 1e-5;

    @Override
    public UnaryOperator<Tensor> load(Parameters parameters) {
      return org.lyceum.nn.LayerNorm.load(parameters.under("norm"), dimension, EPS)::apply;
    }

    @Override
    public int width(int in) {
      return Widths.check(kind(), dimension, in, dimension);
    }

    @Override
    public String kind() {
      return "LayerNorm";
    }
  }
}
