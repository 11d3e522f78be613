// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Dispatcher;
import org.bytedeco.pytorch.GenericList;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.OperatorHandle;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorType;
import org.bytedeco.pytorch.Type;
import org.lyceum.tensor.DType;

/**
 * One call of {@code aten::_fused_adamw_}, which updates many parameters in one pass over memory.
 * The binding has no method for it, so it goes through the dispatcher by name.
 */
final class FusedAdamW implements AutoCloseable {
  /** What the optimizer remembers of one parameter. */
  record Moments(TorchTensor first, TorchTensor second, TorchTensor steps) {
    static Moments zero(TorchTensor parameter, Scope home) {
      return new Moments(
          zeros(home, parameter.dtype(), parameter.shape().sizes()),
          zeros(home, parameter.dtype(), parameter.shape().sizes()),
          zeros(home, DType.F32));
    }

    private static TorchTensor zeros(Scope home, DType dtype, long... sizes) {
      var tensor = new TorchTensor(Copies.empty(dtype, sizes));
      home.own(tensor);
      tensor.raw().zero_();
      return tensor;
    }
  }

  static {
    Natives.load();
  }

  private static final OperatorHandle OPERATION =
      Dispatcher.singleton().findSchemaOrThrow("aten::_fused_adamw_", "");
  private static final Type.TypePtr TENSORS = new Type.TypePtr(TensorType.get());
  private static final Scalar ONE = new Scalar(1L);

  private final GenericList parameters = list();
  private final GenericList gradients = list();
  private final GenericList first = list();
  private final GenericList second = list();
  private final GenericList largest = list(); // of AMSGrad, which is not used
  private final GenericList steps = list();
  private final List<Rows> someRows = new ArrayList<>();
  private boolean empty = true;

  private static GenericList list() {
    return new GenericList(TENSORS);
  }

  /** Adds a parameter if it has a gradient. */
  void add(TorchTensor parameter, Moments moments) {
    var gradient = parameter.raw().mutable_grad();
    if (!gradient.defined()) {
      return;
    }
    moments.steps.raw().add_(ONE);
    if (gradient.is_sparse()) {
      var rows = new Rows(RowGradient.of(gradient), parameter.raw(), moments);
      someRows.add(rows);
      push(rows.parameter, rows.gradient.values(), rows.first, rows.second);
    } else {
      push(parameter.raw(), gradient, moments.first.raw(), moments.second.raw());
    }
    push(steps, moments.steps.raw());
  }

  /** Some rows of a table, copied together; after the call they are put back. */
  private static final class Rows implements AutoCloseable {
    final RowGradient gradient;
    final Tensor parameter;
    final Tensor first;
    final Tensor second;

    private final Tensor table;
    private final Moments moments;

    Rows(RowGradient gradient, Tensor table, Moments moments) {
      this.gradient = gradient;
      this.table = table;
      this.moments = moments;
      parameter = gradient.rowsOf(table);
      first = gradient.rowsOf(moments.first.raw());
      second = gradient.rowsOf(moments.second.raw());
    }

    void putBack() {
      gradient.put(parameter, table);
      gradient.put(first, moments.first.raw());
      gradient.put(second, moments.second.raw());
    }

    @Override
    public void close() {
      gradient.close();
      parameter.deallocate();
      first.deallocate();
      second.deallocate();
    }
  }

  private void push(Tensor parameter, Tensor gradient, Tensor mean, Tensor square) {
    empty = false;
    push(parameters, parameter);
    push(gradients, gradient);
    push(first, mean);
    push(second, square);
  }

  private static void push(GenericList list, Tensor tensor) {
    try (var value = new IValue(tensor)) {
      list.push_back(value);
    }
  }

  void run(AdamW.Settings settings, double learningRate, double weightDecay) {
    if (empty) {
      return;
    }
    try (var stack = new IValueVector()) {
      for (var list : new GenericList[] {parameters, gradients, first, second, largest, steps}) {
        push(stack, new IValue(list));
      }
      push(stack, new IValue(learningRate));
      push(stack, new IValue(settings.beta1()));
      push(stack, new IValue(settings.beta2()));
      push(stack, new IValue(weightDecay));
      push(stack, new IValue(settings.epsilon()));
      push(stack, new IValue(false)); // amsgrad
      push(stack, new IValue(false)); // maximize
      push(stack, new IValue()); // no scale of the gradients
      push(stack, new IValue()); // no check for infinities
      OPERATION.callBoxed(stack);
    }
    someRows.forEach(Rows::putBack);
  }

  private static void push(IValueVector stack, IValue value) {
    stack.push_back(value);
    value.deallocate();
  }

  @Override
  public void close() {
    someRows.forEach(Rows::close);
    parameters.deallocate();
    gradients.deallocate();
    first.deallocate();
    second.deallocate();
    largest.deallocate();
    steps.deallocate();
  }
}
