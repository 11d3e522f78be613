// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.PictureTransformer;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * ViT: patches with learned positions behind a class token, norms before each step.
 *
 * @param config its sizes
 * @param pooler width and activation of the vector on top
 * @see <a href="https://arxiv.org/abs/2010.11929">Dosovitskiy et al. 2020</a>
 */
record Vit(VitConfig config, Decoder.Inner pooler) implements PictureArchitecture {
  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of("vit."), List.of());

  static Vit of(Settings settings) {
    var config = VitConfig.of(settings, VitConfig.Biases.of(settings));
    var pooler =
        new Decoder.Inner(
            settings.size("pooler_output_size", config.width()),
            settings.activation("pooler_act", Activation.TANH.checkpointName()));
    return new Vit(config, pooler);
  }

  @Override
  public PictureTransformer load(Parameters parameters) {
    return new PictureTransformer(
        VitParts.embedding(parameters, config), VitParts.stack(parameters, config), config.width());
  }

  @Override
  public String kind() {
    return "vit";
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
    if (!parameters.has("pooler.dense.weight")) {
      return Map.of();
    }
    var dense = Linear.load(parameters.under("pooler.dense"), config.width(), pooler.width());
    return Map.of("pooler_output", x -> pooler.activation().apply(dense.apply(x.select(1, 0))));
  }
}
