// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.Reach;
import org.lyceum.head.Contrast;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;

/**
 * SigLIP: an encoder of texts that were padded to one length, padding being a token as any other,
 * beside one of pictures.
 *
 * @param texts the side of texts
 * @param pictures the side of pictures, as wide as the vectors
 * @see <a href="https://arxiv.org/abs/2303.15343">Zhai et al. 2023</a>
 */
record Siglip(ClipTexts texts, SiglipPictures pictures) implements PairArchitecture {
  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of(), List.of("embeddings.position_ids"));

  static Siglip of(Settings settings) {
    var text = settings.side("text_config");
    var layers = ClipLayers.of(text, SiglipPictures.USUAL);
    var texts =
        new ClipTexts(
            layers,
            text.size("vocab_size", 32000),
            text.size("max_position_embeddings", 64),
            Reach.FULL);
    int width = text.size("projection_size", layers.width());
    text.done();
    var picture = settings.side("vision_config");
    var pictures = SiglipPictures.of(picture);
    picture.done();
    if (!pictures.pooled() || pictures.width() != width) {
      throw settings.wrong(
          "vectors of texts and pictures must be as wide, got %d and %s",
          width, pictures.pooled() ? pictures.width() : "no vision_use_head");
    }
    return new Siglip(texts, pictures);
  }

  @Override
  public DualEncoder load(Parameters parameters) {
    var seeing = parameters.under("vision_model");
    var reading = parameters.under("text_model");
    var head = Linear.load(reading.under("head"), texts.layers().width(), width());
    return new DualEncoder(
        new DualEncoder.Texts(
            texts.load(reading),
            false,
            (states, tokens) -> head.apply(states.select(1, -1)),
            UnaryOperator.identity()),
        new DualEncoder.Pictures(
            pictures.load(seeing), pictures.pooler(seeing), UnaryOperator.identity()),
        new Contrast(
            parameters.get("logit_scale", 1),
            parameters.get("logit_bias", 1),
            Contrast.Kind.SIGMOID));
  }

  @Override
  public String kind() {
    return "siglip";
  }

  @Override
  public Architecture.CheckpointNames names() {
    return NAMES;
  }

  @Override
  public PatchGrid grid() {
    return pictures.grid();
  }

  @Override
  public int width() {
    return pictures.width();
  }
}
