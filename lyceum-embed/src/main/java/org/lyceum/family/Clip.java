// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.Reach;
import org.lyceum.head.Contrast;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;

/**
 * CLIP: a causal encoder of texts beside one of pictures.
 *
 * @param texts the side of texts
 * @param end the token whose state is the text's; {@link #HIGHEST} for the one with the highest id
 * @param pictures the side of pictures
 * @param width of the vectors
 * @see <a href="https://arxiv.org/abs/2103.00020">Radford et al. 2021</a>, section 2.4
 */
record Clip(ClipTexts texts, int end, ClipPictures pictures, int width)
    implements PairArchitecture {
  /** What configurations say that were written before the end token was looked for. */
  private static final int HIGHEST = 2;

  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of(), List.of("embeddings.position_ids"));

  private static final ClipLayers USUAL =
      new ClipLayers(
          512, 12, Heads.of(8, 512), new Decoder.Inner(2048, Activation.QUICK_GELU), 1e-5);

  static Clip of(Settings settings) {
    var text = settings.side("text_config");
    text.has("projection_dim"); // of the vector, which both sides share
    var texts =
        new ClipTexts(
            ClipLayers.of(text, USUAL),
            text.size("vocab_size", 49408),
            text.size("max_position_embeddings", 77),
            Reach.CAUSAL);
    int end = text.integer("eos_token_id", 49407);
    text.done();
    var picture = settings.side("vision_config");
    var pictures = ClipPictures.of(picture);
    picture.done();
    return new Clip(texts, end, pictures, settings.size("projection_dim", 512));
  }

  @Override
  public DualEncoder load(Parameters parameters) {
    var text = Linear.unbiased(parameters.under("text_projection"), texts.layers().width(), width);
    var picture = Linear.unbiased(parameters.under("visual_projection"), pictures.width(), width);
    var seeing = parameters.under("vision_model");
    return new DualEncoder(
        new DualEncoder.Texts(
            texts.load(parameters.under("text_model")),
            true,
            (states, tokens) ->
                end == HIGHEST
                    ? ClipTexts.atHighest(states, tokens)
                    : ClipTexts.atFirst(states, tokens, end),
            text::apply),
        new DualEncoder.Pictures(pictures.load(seeing), pictures.pooler(seeing), picture::apply),
        new Contrast(parameters.get("logit_scale"), null, Contrast.Kind.SOFTMAX));
  }

  @Override
  public String kind() {
    return "clip";
  }

  @Override
  public Architecture.CheckpointNames names() {
    return NAMES;
  }

  @Override
  public PatchGrid grid() {
    return pictures.grid();
  }
}
