// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;

/**
 * One forward pass over texts, spread over the workers of a model, and its backward pass. The
 * gradients of the workers are added up in the order of the workers, so that the sum does not
 * depend on which was first.
 */
final class Pass implements AutoCloseable {
  private final Trainee trainee;
  private final List<Part> parts = new ArrayList<>();
  private final Tensor embeddings;

  /** What one worker does. */
  private static final class Part {
    private final Worker worker;
    private final int[] texts; // their places in the batch
    private @Nullable Scope scope; // open on the worker's thread between forward and backward
    private @Nullable Tensor output; // (b, D)
    private @Nullable Tensor gradient; // (b, D), by the output

    Part(Worker worker, int[] texts) {
      this.worker = worker;
      this.texts = texts;
    }

    void forward(List<TokenIds> all, Layout layout) {
      scope = Scope.open("part of a batch");
      output = worker.embed(Arrays.stream(texts).mapToObj(all::get).toList(), layout);
    }

    Tensor output() {
      return Objects.requireNonNull(output);
    }

    void free() {
      if (scope != null) {
        scope.close();
      }
    }
  }

  Pass(Trainee trainee, List<TokenIds> texts, boolean learning) {
    this.trainee = trainee;
    var shares = trainee.layout().shares(PackedTexts.lengths(texts));
    for (int i = 0; i < shares.size(); i++) {
      parts.add(new Part(trainee.worker(i), shares.get(i)));
    }
    var precision = Precision.current();
    try {
      each(
          part -> {
            try (var rounding = precision.open();
                var guard = learning ? null : Torch.noGrad()) {
              part.forward(texts, trainee.layout());
            }
          });
      embeddings = gather(texts.size(), learning);
    } catch (RuntimeException | Error e) {
      close();
      throw e;
    }
  }

  /** Does something on all workers at once, and waits for all, also when one fails. */
  private void each(Consumer<Part> action) {
    var running =
        parts.stream()
            .map(part -> part.worker.run(() -> action.accept(part)))
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(running).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
  }

  /** The outputs in the order of the batch. */
  private Tensor gather(int count, boolean learning) {
    long[] places = new long[count];
    int row = 0;
    for (var part : parts) {
      for (int text : part.texts) {
        places[text] = row++;
      }
    }
    try (var guard = Torch.noGrad()) {
      var all = Tensor.concatenate(parts.stream().map(Part::output).toList(), 0);
      var ordered = all.rows(Torch.tensor(places, count));
      return learning ? Torch.requireGradient(ordered) : ordered;
    }
  }

  /** {@return the embeddings, (B, D), in the order of the texts; a leaf when learning} */
  Tensor embeddings() {
    return embeddings;
  }

  /**
   * Adds to the gradients of the parameters.
   *
   * @param gradient by the embeddings, (B, D)
   */
  void backward(Tensor gradient) {
    for (var part : parts) {
      long[] texts = Arrays.stream(part.texts).asLongStream().toArray();
      part.gradient = gradient.rows(Torch.tensor(texts, texts.length));
    }
    each(part -> Torch.backward(part.output(), Objects.requireNonNull(part.gradient)));
    for (var part : parts) {
      trainee.parameters().takeGradients(part.worker.parameters());
    }
  }

  @Override
  public void close() {
    each(Part::free);
  }
}
