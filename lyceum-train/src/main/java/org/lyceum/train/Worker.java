// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.lyceum.folder.EmbeddingModel;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;
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

  /** The embeddings of texts, (B, D); called on this worker's thread. */
  Tensor embed(List<TokenIds> texts, Layout layout) {
    var parts = new ArrayList<Tensor>();
    for (int[] pack : layout.packs(PackedTexts.lengths(texts))) {
      try (var scope = Scope.open("pack")) { // frees what the backward pass does not need
        var together = Arrays.stream(pack).mapToObj(texts::get).toList();
        var packed = PackedTexts.of(together, Precision.current().rows());
        parts.add(scope.keep(model.sentenceEmbedding(packed).narrow(0, 0, pack.length)));
      }
    }
    return Tensor.concatenate(parts, 0);
  }

  @Override
  public void close() {
    thread.shutdown();
    parameters.close();
  }
}
