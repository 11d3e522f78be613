// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.PatchMask;
import org.lyceum.encoder.Patches;
import org.lyceum.encoder.PictureTransformer;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Stack;
import org.lyceum.head.PictureDecoder;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * A masked autoencoder: ViT that sees some patches, and a decoder that predicts the others. The
 * encoder alone sees all patches.
 *
 * @param config sizes of the encoder
 * @param decoder sizes of the decoder
 * @param kept patches that the encoder sees while it learns
 * @param normalized whether the decoder predicts normalized pixels
 * @see <a href="https://arxiv.org/abs/2111.06377">He et al. 2021</a>
 */
record VitMae(VitConfig config, VitConfig decoder, int kept, boolean normalized)
    implements MaskedArchitecture {
  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of("vit."), List.of());

  static VitMae of(Settings settings) {
    var config = VitConfig.of(settings, VitConfig.Biases.of(settings));
    int width = settings.size("decoder_hidden_size", 512);
    var inner =
        new Decoder.Inner(
            settings.size("decoder_intermediate_size", 2048), config.inner().activation());
    var decoder =
        new VitConfig(
            config.grid(),
            width,
            settings.integer("decoder_num_hidden_layers", 8),
            Heads.of(settings.size("decoder_num_attention_heads", 16), width),
            inner,
            config.eps(),
            config.biases());
    int kept = (int) (config.grid().patches() * (1 - settings.number("mask_ratio", 0.75)));
    return new VitMae(config, decoder, kept, settings.flag("norm_pix_loss", false));
  }

  @Override
  public PictureTransformer load(Parameters parameters) {
    return encoder(parameters, UnaryOperator.identity());
  }

  @Override
  public PictureTransformer load(Parameters parameters, PatchMask mask) {
    return encoder(parameters, mask::keep);
  }

  private PictureTransformer encoder(Parameters parameters, UnaryOperator<Tensor> choice) {
    int width = config.width();
    var patches = VitParts.patches(parameters, config);
    var own = parameters.under("embeddings");
    Tensor first = own.get("cls_token", 1, 1, width);
    Tensor all = own.get("position_embeddings", 1, config.tokens(), width);
    return new PictureTransformer(
        pixels -> {
          var positions = all.split(1, 1, config.grid().patches());
          Tensor seen = choice.apply(patches.apply(pixels).add(positions.get(1)));
          return Patches.after(first.add(positions.get(0)), seen);
        },
        VitParts.stack(parameters, config),
        width);
  }

  @Override
  public PatchMask mask(Tensor noise) {
    return PatchMask.of(noise, kept);
  }

  @Override
  public PictureDecoder decoder(Parameters parameters) {
    int width = decoder.width();
    var own = parameters.under("decoder");
    var layers =
        IntStream.range(0, decoder.layers())
            .mapToObj(
                i -> VitParts.layer(own.under("decoder_layers." + i), decoder, Placement.NONE))
            .toList();
    return new PictureDecoder(
        Linear.load(own.under("decoder_embed"), config.width(), width),
        new PictureDecoder.Places(
            own.get("mask_token", 1, 1, width),
            own.get("decoder_pos_embed", 1, decoder.tokens(), width)),
        new Stack(layers, VitParts.ending(own.under("decoder_norm"), decoder)),
        Linear.load(own.under("decoder_pred"), width, config.grid().numbers()),
        new PictureDecoder.Target(config.grid(), normalized));
  }

  @Override
  public String kind() {
    return "vit_mae";
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
}
