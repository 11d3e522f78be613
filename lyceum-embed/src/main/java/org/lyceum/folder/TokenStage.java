// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lyceum.nn.Parameters;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.Tensor;

/** A stage that takes a vector each token. */
public sealed interface TokenStage extends Stage {
  /**
   * The weighted mean of the states of several layers.
   *
   * @param width of the states
   * @param layers of the encoder
   * @param from the first that counts; 0 is the output of the embeddings
   */
  record Layers(int width, int layers, int from) implements TokenStage {
    private static final String NAME = "layer_weights";

    /** Checks that a layer is left. */
    public Layers {
      if (from < 0 || from > layers) {
        throw new IllegalArgumentException(
            "layer_start must lie in 0..%d (num_hidden_layers), got %d".formatted(layers, from));
      }
    }

    @Override
    public Signal after(Signal before) {
      before.require("WeightedLayerPooling", Signal.Content.TOKENS);
      if (before.width() != width) {
        throw new IllegalArgumentException(
            "WeightedLayerPooling takes states of width %d, but gets %d"
                .formatted(width, before.width()));
      }
      return before;
    }

    @Override
    public String describe() {
      return "weighted mean of layers %d to %d".formatted(from, layers);
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      List<Tensor> hidden = flow.hidden();
      if (hidden.size() != layers + 1) {
        throw new IllegalArgumentException(
            "num_hidden_layers must be the encoder's %d, got %d"
                .formatted(hidden.size() - 1, layers));
      }
      Tensor weights = own.get(NAME, layers + 1L - from);
      Tensor sum = hidden.get(from).mul(weights.select(0, 0));
      for (int i = from + 1; i <= layers; i++) {
        sum = sum.add(hidden.get(i).mul(weights.select(0, i - from)));
      }
      return flow.with(sum.div(weights.sum()));
    }
  }

  /**
   * One vector of all tokens.
   *
   * @param pooling how
   * @param width of the token vectors
   * @param includePrompt whether a prompt's tokens count
   */
  record Pool(Pooling pooling, int width, boolean includePrompt) implements TokenStage {
    @Override
    public Signal after(Signal before) {
      before.require("Pooling", Signal.Content.TOKENS);
      int parts = pooling instanceof Pooling.Concatenated several ? several.parts().size() : 1;
      if (before.width() != width) {
        throw new IllegalArgumentException(
            "Pooling takes token vectors of width %d, but gets %d"
                .formatted(width, before.width()));
      }
      return before.to(Signal.Content.VECTOR, width * parts);
    }

    @Override
    public String describe() {
      return "%s pooling%s".formatted(pooling.name(), includePrompt ? "" : " without the prompt");
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      Tensor counted = includePrompt ? flow.mask() : flow.counted();
      return flow.with(pooling.apply(flow.value(), flow.mask(), counted));
    }
  }

  /**
   * Which tokens keep their vector; the vectors stay as they are.
   *
   * @param skipped tokens of the vocabulary that lose it, such as punctuation
   * @param skippedFor roles of texts for which they do: {@code query}, {@code document}
   * @param kept the only ids that keep it in documents; null for all
   * @see <a href="https://arxiv.org/abs/2004.12832">Khattab and Zaharia 2020</a>, section 3.2
   */
  record Mask(List<String> skipped, List<String> skippedFor, @Nullable List<Integer> kept)
      implements TokenStage {
    /** Copies the lists. */
    public Mask {
      skipped = List.copyOf(skipped);
      skippedFor = List.copyOf(skippedFor);
      kept = kept == null ? null : List.copyOf(kept);
    }

    @Override
    public Signal after(Signal before) {
      before.require("MultiVectorMask", Signal.Content.TOKENS);
      return before;
    }

    @Override
    public String describe() {
      return skipped.isEmpty()
          ? "all tokens"
          : "without %s in texts for %s".formatted(skipped, String.join(" and ", skippedFor));
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      return flow;
    }
  }
}
