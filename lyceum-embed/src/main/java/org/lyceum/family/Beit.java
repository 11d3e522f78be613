// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.IntBinaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.GridBias;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.Patches;
import org.lyceum.encoder.PictureTransformer;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.ScoreBias;
import org.lyceum.encoder.Stack;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * BEiT: ViT whose attention knows differences of rows and columns, with scales of what a step
 * gives.
 *
 * @param config its sizes
 * @param positions how it knows where patches are
 * @param scaled whether what a step gives is scaled
 * @param mean whether its vector is the mean of the patches; else the class token's state
 * @see <a href="https://arxiv.org/abs/2106.08254">Bao et al. 2021</a>
 */
record Beit(VitConfig config, Positions positions, boolean scaled, boolean mean)
    implements PictureArchitecture {
  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of("beit."), List.of("relative_position_index"));

  /** Learned vectors of patches; biases of differences in each layer; one for all layers. */
  record Positions(boolean absolute, boolean relative, boolean shared) {}

  static Beit of(Settings settings) {
    var config = VitConfig.of(settings, new VitConfig.Biases(true, false));
    var positions =
        new Positions(
            settings.flag("use_absolute_position_embeddings", false),
            settings.flag("use_relative_position_bias", false),
            settings.flag("use_shared_relative_position_bias", false));
    settings.flag("use_mask_token", false); // only pretraining hides patches
    settings.has("vocab_size"); // of what it predicts for them
    var grid = config.grid();
    boolean square = grid.height() == grid.width() && grid.patchHeight() == grid.patchWidth();
    if (!square && (positions.absolute || positions.relative || positions.shared)) {
      throw settings.unsupported(
          "the reference stretches positions of pictures that are no squares, got %s", grid);
    }
    boolean scaled = settings.number("layer_scale_init_value", 0.1) > 0;
    return new Beit(config, positions, scaled, settings.flag("use_mean_pooling", true));
  }

  @Override
  public PictureTransformer load(Parameters parameters) {
    ScoreBias all = positions.shared ? bias(parameters.under("encoder")) : null;
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(
                i -> {
                  var own = parameters.under("encoder.layer." + i);
                  return layer(own, placement(own, all));
                })
            .toList();
    var ending =
        mean
            ? new Transformer.Ending(Norm.NONE, false)
            : VitParts.ending(parameters.under("layernorm"), config);
    return new PictureTransformer(embedding(parameters), new Stack(layers, ending), config.width());
  }

  private Block layer(Parameters parameters, Placement placement) {
    return scaled
        ? new Block.Serial(
            VitParts.scaled(parameters, "layernorm_before", "lambda_1", config),
            VitParts.attention(parameters.under("attention"), config, placement),
            VitParts.scaled(parameters, "layernorm_after", "lambda_2", config),
            VitParts.feedForward(parameters, config))
        : VitParts.layer(parameters, config, placement);
  }

  private UnaryOperator<Tensor> embedding(Parameters parameters) {
    if (positions.absolute) {
      return VitParts.embedding(parameters, config);
    }
    var patches = VitParts.patches(parameters, config);
    Tensor first = parameters.get("embeddings.cls_token", 1, 1, config.width());
    return pixels -> Patches.after(first, patches.apply(pixels));
  }

  private Placement placement(Parameters layer, @Nullable ScoreBias all) {
    ScoreBias own = positions.relative ? bias(layer.under("attention.attention")) : null;
    if (own == null || all == null) {
      return new Placement(null, Placement.NONE.reach(), own == null ? all : own);
    }
    return Placement.biased(
        (queries, keys, view) -> own.of(queries, keys, view).add(all.of(queries, keys, view)));
  }

  private ScoreBias bias(Parameters parameters) {
    int rows = config.grid().rows();
    int columns = config.grid().columns();
    int differences = (2 * rows - 1) * (2 * columns - 1) + 3;
    IntBinaryOperator row = GridBias.differencesBehindClass(rows, columns);
    String name = "relative_position_bias.relative_position_bias_table";
    return new GridBias(
        parameters.get(name, differences, config.heads().queries()), config.tokens(), row);
  }

  @Override
  public String kind() {
    return "beit";
  }

  @Override
  public Architecture.CheckpointNames names() {
    return NAMES;
  }

  @Override
  public PatchGrid grid() {
    return config.grid();
  }

  @Override
  public int width() {
    return config.width();
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    if (!mean) {
      return Map.of("pooler_output", x -> x.select(1, 0));
    }
    if (!parameters.has("pooler.layernorm.weight")) {
      return Map.of();
    }
    var norm = VitParts.norm(parameters.under("pooler.layernorm"), config);
    int patches = config.grid().patches();
    return Map.of("pooler_output", x -> norm.apply(x.narrow(1, 1, patches).mean(1, false)));
  }
}
