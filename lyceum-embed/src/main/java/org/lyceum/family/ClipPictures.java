// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
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
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * The side of pictures of CLIP: ViT with a norm before the first layer, and one of the class
 * token's last state.
 *
 * @param layers its layers
 * @param grid how pictures are cut
 */
record ClipPictures(ClipLayers layers, PatchGrid grid) implements PictureArchitecture {
  static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(
          List.of("vision_model."), List.of("embeddings.position_ids"));

  private static final ClipLayers USUAL =
      new ClipLayers(
          768, 12, Heads.of(12, 768), new Decoder.Inner(3072, Activation.QUICK_GELU), 1e-5);

  static ClipPictures of(Settings settings) {
    settings.has("projection_dim"); // of the vector, which both sides share
    return new ClipPictures(ClipLayers.of(settings, USUAL), VitConfig.grid(settings, 32));
  }

  @Override
  public PictureTransformer load(Parameters parameters) {
    int width = layers.width();
    var own = parameters.under("embeddings");
    var patches = Patches.unbiased(own.under("patch_embedding"), grid, width);
    Tensor first = own.get("class_embedding", width);
    Tensor positions = own.get("position_embedding.weight", grid.patches() + 1, width);
    var norm = layers.norm(parameters.under("pre_layrnorm")); // spelled so in all checkpoints
    return new PictureTransformer(
        pixels -> norm.apply(Patches.after(first, patches.apply(pixels)).add(positions)),
        new Stack(layers.load(parameters, Reach.FULL), Transformer.Ending.NONE),
        width);
  }

  /** Last states to one vector. */
  UnaryOperator<Tensor> pooler(Parameters parameters) {
    var norm = layers.norm(parameters.under("post_layernorm"));
    return x -> norm.apply(x.select(1, 0));
  }

  @Override
  public String kind() {
    return "clip_vision_model";
  }

  @Override
  public Architecture.CheckpointNames names() {
    return NAMES;
  }

  @Override
  public int width() {
    return layers.width();
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return Map.of("pooler_output", pooler(parameters));
  }
}
