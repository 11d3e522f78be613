// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.lyceum.head.HeadModule;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/**
 * One module of a folder of sentence-transformers, without its parameters. The same stage computes
 * on libtorch and is recorded as a graph.
 */
public sealed interface Stage permits FirstStage, TokenStage, Stage.Splade, Stage.Top {
  /**
   * {@return what it gives}
   *
   * @param before what it gets
   * @throws IllegalArgumentException if it cannot take that
   */
  Signal after(Signal before);

  /** {@return what it is, in a few words} */
  String describe();

  /**
   * {@return what it gives, computed or recorded}
   *
   * @param flow what it gets
   * @param own its own parameters, by the names of its file; those of an encoder by the names of
   *     the base model
   */
  Flow apply(Flow flow, Parameters own);

  /**
   * A weight of each entry of the vocabulary: {@code log(1 + relu(x))} of the logits, over the
   * tokens the largest or the sum.
   *
   * @param sums whether they are summed, as in the first SPLADE
   * @param twice whether the logarithm is taken twice, as OpenSearch does
   * @see <a href="https://arxiv.org/abs/2107.05720">Formal et al. 2021</a>, eq. 1
   * @see <a href="https://arxiv.org/abs/2109.10086">Formal et al. 2021b</a>, eq. 1
   */
  record Splade(boolean sums, boolean twice) implements Stage {
    @Override
    public Signal after(Signal before) {
      before.require("SpladePooling", Signal.Content.LOGITS);
      return before.to(Signal.Content.ENTRIES, before.width());
    }

    @Override
    public String describe() {
      return "%s of %s".formatted(sums ? "sum" : "max", twice ? "log1p log1p relu" : "log1p relu");
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      Tensor mask = flow.mask().cast(DType.F32).unsqueeze(-1);
      Tensor weights = flow.value().mul(mask).relu().log1p();
      weights = twice ? weights.log1p() : weights;
      return flow.with(sums ? weights.sum(1, false) : weights.max(1, false));
    }
  }

  /**
   * A layer on each vector.
   *
   * @param module the layer
   * @param onTokens whether on those of tokens, not on that of the text
   */
  record Top(HeadModule module, boolean onTokens) implements Stage {
    @Override
    public Signal after(Signal before) {
      var content = onTokens ? Signal.Content.TOKENS : Signal.Content.VECTOR;
      before.require(module.kind(), content);
      return before.to(content, module.width(before.width()));
    }

    @Override
    public String describe() {
      return switch (module) {
        case HeadModule.Dense dense -> describe(dense);
        case HeadModule.ResidualDense(var dense) -> describe(dense) + " with residual";
        default -> module.kind();
      };
    }

    private static String describe(HeadModule.Dense dense) {
      return "Dense %d to %d, %s"
          .formatted(dense.in(), dense.out(), dense.activation().checkpointName());
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      return flow.with(module.load(own).apply(flow.value()));
    }
  }
}
