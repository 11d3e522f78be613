// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.GridBias;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.ScoreBias;
import org.lyceum.encoder.Sight;
import org.lyceum.encoder.Windows;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * Layers of Swin on one grid: attention within windows, every second time within shifted ones.
 *
 * @param config sizes of this stage; its grid has a patch for each state
 * @param window size of windows
 */
record SwinStage(VitConfig config, int window) {
  List<Block> load(Parameters parameters) {
    return IntStream.range(0, config.layers())
        .mapToObj(i -> layer(parameters.under("blocks." + i), windows(i % 2 == 1)))
        .toList();
  }

  private Windows windows(boolean shifted) {
    int rows = config.grid().rows();
    int columns = config.grid().columns();
    boolean several = Math.min(rows, columns) > window;
    return new Windows(rows, columns, window, shifted && several ? window / 2 : 0);
  }

  private Block layer(Parameters parameters, Windows windows) {
    int width = config.width();
    int inner = config.inner().width();
    var attention =
        new Attention(
            config.heads(),
            VitParts.projection(parameters.under("attention.self"), config),
            Placement.biased(bias(parameters.under("attention.self"), windows.apart())),
            Linear.load(parameters.under("attention.output.dense"), width, width));
    return new Layer(
        windows,
        Residual.pre(VitParts.norm(parameters.under("layernorm_before"), config)),
        attention,
        Residual.pre(VitParts.norm(parameters.under("layernorm_after"), config)),
        FeedForward.of(
            Linear.load(parameters.under("intermediate.dense"), width, inner),
            config.inner().activation(),
            Linear.load(parameters.under("output.dense"), inner, width)));
  }

  private ScoreBias bias(Parameters parameters, @Nullable ScoreBias apart) {
    int differences = (2 * window - 1) * (2 * window - 1);
    var table =
        parameters.get("relative_position_bias_table", differences, config.heads().queries());
    var own = new GridBias(table, window * window, GridBias.differences(window, window));
    return apart == null
        ? own
        : (queries, keys, view) -> apart.of(queries, keys, view).add(own.of(queries, keys, view));
  }

  /** Attention within windows, then a feed-forward network. */
  private record Layer(
      Windows windows,
      Residual attending,
      Attention attention,
      Residual feeding,
      FeedForward feedForward)
      implements Block {
    @Override
    public Tensor apply(Tensor states, Sight sight) {
      Tensor attended =
          attending.around(
              states, x -> windows.joined(attention.apply(windows.cut(x), Sight.whole())));
      return feeding.around(attended, feedForward::apply);
    }

    @Override
    public Tensor probabilities(Tensor states, Sight sight) {
      Tensor cut = windows.cut(attending.before().apply(states));
      return attention.probabilities(cut, Sight.whole());
    }
  }
}
