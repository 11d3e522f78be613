// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * GPT-2: learned positions, norms before each step, matrices stored transposed.
 *
 * @param sizes its sizes
 * @param heads of each layer, from the first
 * @param head states to logits
 * @param inner width of the feed-forward layers
 * @param activation of these
 * @param eps added to the variance
 * @param causal whether a token sees only what stands before it
 */
record Gpt2(
    Sizes sizes,
    List<Heads> heads,
    DecoderHead head,
    int inner,
    Activation activation,
    double eps,
    boolean causal)
    implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("transformer."), List.of(".attn.bias", ".attn.masked_bias"));

  static Architecture of(Settings settings) {
    int width = settings.size("n_embd");
    int layers = settings.integer("n_layer");
    var sizes =
        new Sizes(settings.size("vocab_size"), width, layers, settings.size("n_positions", 1024));
    settings.has("n_ctx");
    var plain = Heads.of(settings.size("n_head"), width);
    boolean byWidth = settings.flag("scale_attn_weights", true);
    boolean byLayer = settings.flag("scale_attn_by_inverse_layer_idx", false);
    var heads =
        IntStream.range(0, layers)
            .mapToObj(i -> plain.scaled((byWidth ? plain.scale() : 1) / (byLayer ? i + 1 : 1)))
            .toList();
    return new Gpt2(
        sizes,
        heads,
        DecoderHead.of(settings, true),
        settings.size("n_inner", 4 * width),
        settings.activation("activation_function", "gelu_new"),
        settings.eps("layer_norm_epsilon", 1e-5),
        Decoder.reach(settings).causal());
  }

  @Override
  public Transformer load(Parameters parameters) {
    int width = sizes.width();
    Tensor words = parameters.get(table(), sizes.vocabulary(), width);
    var positions =
        new Positions(
            parameters.get("wpe.weight", sizes.longest(), width),
            new Positions.Counting.RealTokens());
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> layer(parameters.under("h." + i), heads.get(i)))
            .toList();
    return new Transformer(
        tokens -> words.rows(tokens.ids()).add(positions.of(tokens)),
        layers,
        new Transformer.Ending(norm(parameters.under("ln_f")), true),
        width);
  }

  private LayerNorm norm(Parameters parameters) {
    return LayerNorm.load(parameters, sizes.width(), eps);
  }

  private Block layer(Parameters parameters, Heads own) {
    int width = sizes.width();
    var reach = causal ? Reach.CAUSAL : Reach.FULL;
    return new Block.Serial(
        Residual.pre(norm(parameters.under("ln_1"))),
        new Attention(
            own,
            Projection.joined(turned(parameters.under("attn.c_attn"), width, 3L * width), own),
            new Placement(null, reach, null),
            turned(parameters.under("attn.c_proj"), width, width)),
        Residual.pre(norm(parameters.under("ln_2"))),
        FeedForward.of(
            turned(parameters.under("mlp.c_fc"), width, inner),
            activation,
            turned(parameters.under("mlp.c_proj"), inner, width)));
  }

  private static Linear turned(Parameters parameters, long in, long out) {
    return new Linear(parameters.get("weight", in, out).transpose(), parameters.get("bias", out));
  }

  @Override
  public Object place(int layer) {
    return heads.get(layer);
  }

  @Override
  public Profile profile() {
    return new Profile("gpt2", sizes, NAMES, "wte.weight");
  }

  @Override
  public Architecture causal(boolean other) {
    return new Gpt2(sizes, heads, head, inner, activation, eps, other);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return head.of(this, parameters, "lm_head.weight");
  }
}
