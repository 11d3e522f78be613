// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.Patches;
import org.lyceum.encoder.PictureTransformer;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Stack;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * DINOv2: ViT whose steps are scaled; with registers, tokens without position that belong to no
 * patch.
 *
 * @param kind its {@code model_type}
 * @param config its sizes
 * @param gated whether the feed-forward layers have gates
 * @param registers tokens between the class token and the patches
 * @see <a href="https://arxiv.org/abs/2304.07193">Oquab et al. 2023</a>
 * @see <a href="https://arxiv.org/abs/2309.16588">Darcet et al. 2023</a>
 */
record Dinov2(String kind, VitConfig config, boolean gated, int registers)
    implements PictureArchitecture {
  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of("dinov2.", "dinov2_with_registers."), List.of());

  static Dinov2 of(Settings settings) {
    return of("dinov2", settings, 14, 0);
  }

  static Dinov2 withRegisters(Settings settings) {
    int registers = settings.integer("num_register_tokens", 4);
    return of("dinov2_with_registers", settings, 16, registers);
  }

  private static Dinov2 of(String kind, Settings settings, int patch, int registers) {
    var grid = VitConfig.grid(settings, patch);
    if (grid.height() != grid.width() || grid.patchHeight() != grid.patchWidth()) {
      throw settings.unsupported("pictures or patches of %s are no squares", grid);
    }
    int width = settings.size("hidden_size");
    boolean gated = settings.flag("use_swiglu_ffn", false);
    int inner = (int) (width * settings.positive("mlp_ratio", 4));
    settings.flag("use_mask_token", true); // only pretraining hides patches
    var config =
        new VitConfig(
            grid,
            width,
            settings.integer("num_hidden_layers"),
            Heads.of(settings.size("num_attention_heads"), width),
            new Decoder.Inner(
                gated ? rounded(inner) : inner, settings.activation("hidden_act", "gelu")),
            settings.eps("layer_norm_eps", 1e-6),
            VitConfig.Biases.of(settings));
    return new Dinov2(kind, config, gated, registers);
  }

  /** Two thirds, a multiple of 8. */
  private static int rounded(int inner) {
    return (inner * 2 / 3 + 7) / 8 * 8;
  }

  @Override
  public PictureTransformer load(Parameters parameters) {
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(parameters.under("encoder.layer." + i)))
            .toList();
    var ending = VitParts.ending(parameters.under("layernorm"), config);
    return new PictureTransformer(embedding(parameters), new Stack(layers, ending), config.width());
  }

  private UnaryOperator<Tensor> embedding(Parameters parameters) {
    var plain = VitParts.embedding(parameters, config);
    if (registers == 0) {
      return plain;
    }
    Tensor added = parameters.get("embeddings.register_tokens", 1, registers, config.width());
    int patches = config.grid().patches();
    return pixels -> {
      var parts = plain.apply(pixels).split(1, 1, patches);
      return parts.get(0).concat(List.of(Patches.after(added, parts.get(1))), 1);
    };
  }

  private Block layer(Parameters parameters) {
    return new Block.Serial(
        VitParts.scaled(parameters, "norm1", "layer_scale1.lambda1", config),
        VitParts.attention(parameters.under("attention"), config, Placement.NONE),
        VitParts.scaled(parameters, "norm2", "layer_scale2.lambda1", config),
        feedForward(parameters.under("mlp")));
  }

  private FeedForward feedForward(Parameters parameters) {
    int width = config.width();
    int inner = config.inner().width();
    return gated
        ? FeedForward.gated(
            Linear.load(parameters.under("weights_in"), width, 2L * inner),
            Activation.SILU,
            Linear.load(parameters.under("weights_out"), inner, width))
        : FeedForward.of(
            Linear.load(parameters.under("fc1"), width, inner),
            config.inner().activation(),
            Linear.load(parameters.under("fc2"), inner, width));
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
    return Map.of("pooler_output", x -> x.select(1, 0));
  }
}
