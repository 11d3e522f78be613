// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.EmbeddingModel;
import org.lyceum.nn.Parameters;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/**
 * A thread that encodes texts, with gradients of its own for the parameters that all share. Its
 * operations use this thread and no other.
 */
final class Worker implements AutoCloseable {
  private final TorchParameters parameters;
  private final EmbeddingModel model;
  private final ExecutorService thread;

  Worker(
      int number, Function<? super Parameters, EmbeddingModel> model, TorchParameters parameters) {
    this.parameters = parameters;
    this.model = model.apply(parameters);
    thread =
        Executors.newSingleThreadExecutor(
            task -> {
              var made = new Thread(() -> alone(task), "train-" + number);
              made.setDaemon(true);
              return made;
            });
  }

  /** libtorch holds the number for each thread, once that has computed something. */
  private static void alone(Runnable task) {
    Torch.threads(1);
    task.run();
  }

  TorchParameters parameters() {
    return parameters;
  }

  EmbeddingModel model() {
    return model;
  }

  CompletableFuture<Void> run(Runnable task) {
    return CompletableFuture.runAsync(task, thread);
  }

  /** What texts are encoded to, beside a guide if there is one; called on this worker's thread. */
  Encoded encode(List<TokenIds> texts, Layout layout, @Nullable Guide guide) {
    var parts = new ArrayList<Encoded>();
    for (int[] pack : layout.packs(PackedTexts.lengths(texts))) {
      try (var scope = Scope.open("pack")) { // frees what the backward pass does not need
        var together = Arrays.stream(pack).mapToObj(texts::get).toList();
        parts.add(encode(together, guide, scope));
      }
    }
    return Encoded.concatenated(parts);
  }

  private Encoded encode(List<TokenIds> texts, @Nullable Guide guide, Scope scope) {
    var packed = PackedTexts.of(texts, Precision.current().rows());
    var states = model.tokenEmbeddings(packed); // (1, N, D)
    var vectors = model.sentenceEmbedding(states, packed).narrow(0, 0, texts.size());
    if (guide == null) {
      return new Encoded(scope.keep(vectors), Optional.empty());
    }
    var taught = guide.teach(texts);
    return new Encoded(
        scope.keep(vectors),
        Optional.of(
            new Encoded.Guided(
                scope.keep(PackedTexts.states(states, texts)),
                scope.keep(taught.states()),
                scope.keep(taught.vectors()))));
  }

  @Override
  public void close() {
    thread.shutdown();
    parameters.close();
  }
}
