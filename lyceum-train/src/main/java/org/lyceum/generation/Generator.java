// SPDX-License-Identifier: Apache-2.0
package org.lyceum.generation;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Packing;
import org.lyceum.encoder.Past;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.family.Architecture;
import org.lyceum.folder.Checkpoint;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/**
 * A causal language model that writes: at each step the token with the largest logit. Keys and
 * values of what was read are kept, so that each token is read once. Not thread safe.
 */
public final class Generator implements AutoCloseable {
  private final TorchParameters parameters;
  private final Architecture architecture;

  private Generator(TorchParameters parameters, Architecture architecture) {
    this.parameters = parameters;
    this.architecture = architecture;
  }

  /** A text that is read and goes on, within the scope that was open when it began. */
  record Text(Transformer encoder, UnaryOperator<Tensor> head, Past past) {
    /** Reads some tokens, and gives the logits behind the last, (V). */
    float[] logits(int[] next) {
      try (var scope = Scope.open("tokens")) {
        var states = encoder.encode(tokens(next, past.length()), past);
        float[] logits = head.apply(states.last().narrow(1, next.length - 1L, 1)).floats();
        past.advance(next.length).forEach(scope::keep);
        return logits;
      }
    }
  }

  /** A text of which nothing was read. */
  Text begin() {
    var head = Objects.requireNonNull(architecture.heads(parameters).get("logits"));
    return new Text(architecture.load(parameters), head, new Past());
  }

  /**
   * {@return the model of a checkpoint}
   *
   * @param checkpoint a decoder, such as Llama, Qwen3 or GPT-2
   * @throws DataException if it is no causal text encoder
   */
  public static Generator of(Checkpoint checkpoint) {
    if (!(checkpoint.family() instanceof Architecture architecture) || !architecture.causal()) {
      throw new DataException(
          checkpoint.path(),
          "must be a causal language model to write, got a %s encoder"
              .formatted(checkpoint.family().kind()));
    }
    return new Generator(
        TorchParameters.load(checkpoint.weights(), DType.F32, false), architecture);
  }

  /**
   * {@return what follows a prompt, token ids without those of the prompt}
   *
   * @param prompt at least one token id
   * @param most tokens to write
   * @param ends ids that end the text; they are not returned
   * @throws IllegalArgumentException if prompt and text are longer than the model's positions
   */
  public int[] write(int[] prompt, int most, IntPredicate ends) {
    if (prompt.length == 0) {
      throw new IllegalArgumentException("a prompt must have at least one token");
    }
    int longest = architecture.sizes().longest();
    if ((long) prompt.length + most - 1 > longest) {
      throw new IllegalArgumentException(
          "prompt and text must have at most %d tokens together, got %d and %d"
              .formatted(longest, prompt.length, most));
    }
    var written = IntStream.builder();
    try (var scope = Scope.open("text");
        var guard = Torch.noGrad()) {
      var text = begin();
      int[] next = prompt;
      for (int i = 0; i < most; i++) {
        int best = largest(text.logits(next));
        if (ends.test(best)) {
          break;
        }
        written.add(best);
        next = new int[] {best};
      }
    }
    return written.build().toArray();
  }

  private static Tokens tokens(int[] ids, int start) {
    long[] wide = Arrays.stream(ids).asLongStream().toArray();
    long[] positions = IntStream.range(start, start + ids.length).asLongStream().toArray();
    var packing =
        new Packing(
            List.of(new Packing.Run(1, ids.length)), Torch.tensor(positions, 1, ids.length));
    return new Tokens(Torch.tensor(wide, 1, ids.length), null, null, packing);
  }

  private static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
