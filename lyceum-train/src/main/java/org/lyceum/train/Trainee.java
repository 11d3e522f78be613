// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.EmbeddingModel;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/**
 * A model with the parameters it is trained by. Encodes the texts of a batch packed one behind the
 * other, so that nothing is padding, on several threads, and puts the embeddings back in order.
 *
 * <p>The workers are all the threads there are: making one sets libtorch to one thread an operation
 * ({@link Torch#threads(int)}), for the whole process.
 */
public final class Trainee implements AutoCloseable {
  private final TorchParameters parameters;
  private final Layout layout;
  private final List<Worker> workers;
  private final @Nullable Guide guide;

  /**
   * A model that trains.
   *
   * @param model builds the model on parameters; called once for each worker
   * @param parameters its weights, with those that the objective learns; closed with this
   * @param layout how a batch is encoded
   */
  public Trainee(
      Function<? super Parameters, EmbeddingModel> model,
      TorchParameters parameters,
      Layout layout) {
    this(model, parameters, layout, null);
  }

  /**
   * A model that trains beside a guide.
   *
   * @param model builds the model on parameters; called once for each worker
   * @param parameters its weights, with those that the objective learns; closed with this
   * @param layout how a batch is encoded
   * @param guide encodes each batch too, or null for none; closed with this
   */
  public Trainee(
      Function<? super Parameters, EmbeddingModel> model,
      TorchParameters parameters,
      Layout layout,
      @Nullable Guide guide) {
    this.parameters = parameters;
    this.layout = layout;
    this.guide = guide;
    Torch.threads(1);
    workers =
        IntStream.range(0, layout.workers())
            .mapToObj(i -> new Worker(i, model, parameters.replica()))
            .toList();
  }

  /** {@return its weights, with those that the objective learns} */
  public TorchParameters parameters() {
    return parameters;
  }

  /** {@return how a batch is encoded} */
  public Layout layout() {
    return layout;
  }

  /** {@return the model, on the first worker's parameters} */
  public EmbeddingModel model() {
    return workers.getFirst().model();
  }

  /**
   * {@return the embeddings of texts, {@code (B, D)}, in the order of the texts, without a graph
   * behind them}
   *
   * @param texts {@code B} texts, at least one
   */
  public Tensor embed(List<TokenIds> texts) {
    try (var pass = new Pass(this, texts, false)) {
      return pass.embeddings();
    }
  }

  /** The forward pass of texts, whose backward pass adds to the gradients of the parameters. */
  Pass forward(List<TokenIds> texts) {
    return new Pass(this, texts, true);
  }

  /** Forgets all gradients, those that workers may hold after a failure too. */
  void zeroGrad() {
    parameters.zeroGrad();
    workers.forEach(worker -> worker.parameters().zeroGrad());
  }

  Worker worker(int index) {
    return workers.get(index);
  }

  /** Who encodes each batch too. */
  @Nullable Guide guide() {
    return guide;
  }

  /** Ends the threads and frees the parameters, those of the guide too. */
  @Override
  public void close() {
    workers.forEach(Worker::close);
    parameters.close();
    if (guide != null) {
      guide.close();
    }
  }
}
