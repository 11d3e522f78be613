// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.Patches;
import org.lyceum.encoder.PictureTransformer;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Stack;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.AttentionPooler;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * The side of pictures of SigLIP: ViT without a class token, pooled by attention.
 *
 * @param layers its layers
 * @param grid how pictures are cut
 * @param pooled whether it has a pooler
 */
record SiglipPictures(ClipLayers layers, PatchGrid grid, boolean pooled)
    implements PictureArchitecture {
  /** What a configuration does not say, for texts too. */
  static final ClipLayers USUAL =
      new ClipLayers(
          768, 12, Heads.of(12, 768), new Decoder.Inner(3072, Activation.GELU_TANH), 1e-6);

  static SiglipPictures of(Settings settings) {
    return new SiglipPictures(
        ClipLayers.of(settings, USUAL),
        VitConfig.grid(settings, 16),
        settings.flag("vision_use_head", true));
  }

  @Override
  public PictureTransformer load(Parameters parameters) {
    int width = layers.width();
    var own = parameters.under("embeddings");
    var patches = Patches.load(own.under("patch_embedding"), grid, width);
    Tensor positions = own.get("position_embedding.weight", grid.patches(), width);
    var ending = new Transformer.Ending(layers.norm(parameters.under("post_layernorm")), false);
    return new PictureTransformer(
        pixels -> patches.apply(pixels).add(positions),
        new Stack(layers.load(parameters, Reach.FULL), ending),
        width);
  }

  /** Last states to one vector. */
  UnaryOperator<Tensor> pooler(Parameters parameters) {
    int width = layers.width();
    var own = parameters.under("head");
    var attention = own.under("attention");
    var pooler =
        new AttentionPooler(
            own.get("probe", 1, 1, width),
            new Linear(
                attention.get("in_proj_weight", 3L * width, width),
                attention.get("in_proj_bias", 3L * width)),
            layers.heads(),
            Linear.load(attention.under("out_proj"), width, width),
            new AttentionPooler.Feeding(
                layers.norm(own.under("layernorm")), layers.feedForward(own.under("mlp"))));
    return pooler::apply;
  }

  @Override
  public String kind() {
    return "siglip_vision_model";
  }

  @Override
  public Architecture.CheckpointNames names() {
    return ClipPictures.NAMES;
  }

  @Override
  public int width() {
    return layers.width();
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return pooled ? Map.of("pooler_output", pooler(parameters)) : Map.of();
  }
}
