// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
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
  private final Optional<Encoded.Guided> guided;

  /** What one worker does. */
  private static final class Part {
    private final Worker worker;
    private final int[] texts; // their places in the batch
    private @Nullable Scope scope; // open on the worker's thread between forward and backward
    private @Nullable Encoded output;
    private @Nullable Tensor gradient; // (b, D), by the output's vectors
    private @Nullable Tensor ofStates; // (n, D), by the output's states

    Part(Worker worker, int[] texts) {
      this.worker = worker;
      this.texts = texts;
    }

    void forward(List<TokenIds> all, Layout layout, @Nullable Guide guide) {
      scope = Scope.open("part of a batch");
      output = worker.encode(Arrays.stream(texts).mapToObj(all::get).toList(), layout, guide);
    }

    Encoded output() {
      return Objects.requireNonNull(output);
    }

    void backward() {
      if (ofStates == null) {
        Torch.backward(output().vectors(), Objects.requireNonNull(gradient));
        return;
      }
      var loss = output().guided().orElseThrow().states().mul(ofStates).sum();
      Torch.backward( // one way back for both: what is before the states is gone through once
          gradient == null ? loss : output().vectors().mul(gradient).sum().add(loss));
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
              part.forward(texts, trainee.layout(), learning ? trainee.guide() : null);
            }
          });
      embeddings = leaf(inOrder(texts.size(), Encoded::vectors), learning);
      guided =
          learning && trainee.guide() != null ? Optional.of(gathered(texts)) : Optional.empty();
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

  /** One value a text of all parts, in the order of the batch. */
  private Tensor inOrder(int count, Function<Encoded, Tensor> values) {
    long[] places = new long[count];
    int row = 0;
    for (var part : parts) {
      for (int text : part.texts) {
        places[text] = row++;
      }
    }
    try (var guard = Torch.noGrad()) {
      var all = parts.stream().map(part -> values.apply(part.output())).toList();
      return Tensor.concatenate(all, 0).rows(Torch.tensor(places, count));
    }
  }

  private static Tensor leaf(Tensor values, boolean learning) {
    return learning ? Torch.requireGradient(values) : values;
  }

  /** States in the order of the parts, the guide's vectors in that of the batch. */
  private Encoded.Guided gathered(List<TokenIds> texts) {
    try (var guard = Torch.noGrad()) {
      var all = parts.stream().map(part -> part.output().guided().orElseThrow()).toList();
      return new Encoded.Guided(
          Torch.requireGradient(Encoded.joined(all, Encoded.Guided::states)),
          Encoded.joined(all, Encoded.Guided::wanted),
          inOrder(texts.size(), part -> part.guided().orElseThrow().taught()));
    }
  }

  /** {@return the embeddings, (B, D), in the order of the texts; a leaf when learning} */
  Tensor embeddings() {
    return embeddings;
  }

  /** {@return what there is besides with a guide; the states are a leaf} */
  Optional<Encoded.Guided> guided() {
    return guided;
  }

  /**
   * Adds to the gradients of the parameters.
   *
   * @param gradient by the embeddings, (B, D); null where the loss did not look at them
   * @param ofStates by the states, (N, D); null where the loss did not look at them
   */
  void backward(@Nullable Tensor gradient, @Nullable Tensor ofStates) {
    if (gradient == null && ofStates == null) {
      throw new IllegalStateException(
          "the loss must depend on what the model gives, got one that does not");
    }
    long from = 0;
    for (var part : parts) {
      long[] texts = Arrays.stream(part.texts).asLongStream().toArray();
      part.gradient = gradient == null ? null : gradient.rows(Torch.tensor(texts, texts.length));
      if (ofStates != null) {
        long tokens = part.output().guided().orElseThrow().states().shape().size(0);
        part.ofStates = ofStates.narrow(0, from, tokens);
        from += tokens;
      }
    }
    each(Part::backward);
    for (var part : parts) {
      trainee.parameters().takeGradients(part.worker.parameters());
    }
  }

  @Override
  public void close() {
    each(Part::free);
  }
}
