// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;

/**
 * A place where native memory lives: each thread has a stack of scopes, a new tensor belongs to the
 * innermost, and closing a scope frees all that it owns. What must live longer is handed up by
 * {@link #keep}, one level at a time.
 *
 * <pre>{@code
 * try (var step = Scope.open("step")) {
 *   var loss = objective.loss(embeddings);
 *   Torch.backward(loss);
 *   losses.add(loss.item()); // a double: nothing native leaves the scope
 * }
 * }</pre>
 *
 * <p>There is no cleaner behind it: a tensor is freed when its scope closes, and only then.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

  private final String name;
  private final @Nullable Thread owner; // null: on no thread's stack, so any thread may close it
  private final List<TorchTensor> members = new ArrayList<>();
  private boolean closed;

  private Scope(String name, @Nullable Thread owner) {
    this.name = name;
    this.owner = owner;
  }

  /**
   * {@return a new scope, the innermost of this thread until it is closed}
   *
   * @param name for messages, such as {@code "step"}
   */
  public static Scope open(String name) {
    var scope = new Scope(name, Thread.currentThread());
    OPEN.get().push(scope);
    return scope;
  }

  /** A scope on no stack, for what outlives every step: parameters and moments. */
  static Scope detached(String name) {
    return new Scope(name, null);
  }

  static Scope current() {
    var scope = OPEN.get().peek();
    if (scope == null) {
      throw new IllegalStateException(
          "no tensor scope is open on thread '%s'; wrap the work in try (var scope = Scope.open(\"...\"))"
              .formatted(Thread.currentThread().getName()));
    }
    return scope;
  }

  void own(TorchTensor tensor) {
    members.add(tensor);
    tensor.movedTo(this);
  }

  /** {@return what it was called when it was opened} */
  public String name() {
    return name;
  }

  /**
   * {@return the tensor, handed to the enclosing scope so that it outlives this one}
   *
   * @param tensor one that this scope owns
   * @throws IllegalStateException if this is not the innermost scope, or has no enclosing one
   * @throws IllegalArgumentException if the tensor belongs to another scope
   */
  public Tensor keep(Tensor tensor) {
    var stack = OPEN.get();
    if (stack.peek() != this) {
      throw new IllegalStateException(
          "scope '%s' is not the innermost of thread '%s'; keep is called on the innermost scope"
              .formatted(name, Thread.currentThread().getName()));
    }
    var handle = TorchTensor.of("keep", tensor);
    if (handle.scope() != this) {
      throw new IllegalArgumentException(
          "tensor %s belongs to scope '%s', not to '%s'; keep it there first"
              .formatted(tensor.shape(), handle.scope().name, name));
    }
    stack.pop();
    var enclosing = stack.peek();
    stack.push(this);
    if (enclosing == null) {
      throw new IllegalStateException(
          "scope '%s' has no enclosing scope to keep a tensor in; open one around it"
              .formatted(name));
    }
    enclosing.own(handle);
    return tensor;
  }

  /**
   * Frees every tensor that this scope owns. Closing twice does nothing.
   *
   * @throws IllegalStateException on another thread than the one that opened it, or while a scope
   *     inside it is open
   */
  @Override
  public void close() {
    if (closed) {
      return;
    }
    leaveTheStack();
    closed = true;
    for (var tensor : members) {
      if (tensor.scope() == this) {
        tensor.free();
      }
    }
    members.clear();
  }

  private void leaveTheStack() {
    if (owner == null) {
      return;
    }
    if (owner != Thread.currentThread()) {
      throw new IllegalStateException(
          "scope '%s' was opened on thread '%s' and cannot be closed on '%s'"
              .formatted(name, owner.getName(), Thread.currentThread().getName()));
    }
    var stack = OPEN.get();
    var innermost = stack.peek();
    if (innermost != this) {
      throw new IllegalStateException(
          "scope '%s' cannot be closed before '%s' inside it; close scopes in reverse order"
              .formatted(name, innermost == null ? "?" : innermost.name));
    }
    stack.pop();
    if (stack.isEmpty()) {
      OPEN.remove();
    }
  }

  @Override
  public String toString() {
    return "scope '%s' of %d tensors".formatted(name, members.size());
  }
}
