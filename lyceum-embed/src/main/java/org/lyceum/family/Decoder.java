// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.nn.RmsNorm;
import org.lyceum.tensor.Tensor;

/**
 * What Llama and those made after it share: root-mean-square norms, rotary positions, gated
 * feed-forward layers, a norm at the end.
 *
 * @param kind its {@code model_type}
 * @param sizes its sizes
 * @param heads of attention
 * @param inner the feed-forward layers
 * @param norming the norms
 * @param placements how each layer knows where tokens are, as it was configured
 * @param style how a layer is put together
 * @param head states to logits
 * @param causal whether a token sees only what stands before it; where that is not as configured,
 *     placements are switched
 * @see <a href="https://arxiv.org/abs/2302.13971">Touvron et al. 2023</a>
 */
record Decoder(
    String kind,
    Sizes sizes,
    Heads heads,
    Inner inner,
    Norming norming,
    List<Placement> placements,
    Style style,
    DecoderHead head,
    boolean causal)
    implements Architecture {
  static final String TABLE = "embed_tokens.weight";

  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("model."), List.of("rotary_emb.inv_freq"));

  /** One whose tokens see as far as its placements say. */
  static Decoder asConfigured(
      String kind,
      Sizes sizes,
      Heads heads,
      Inner inner,
      Norming norming,
      List<Placement> placements,
      Style style,
      DecoderHead head) {
    boolean causal = placements.stream().anyMatch(placement -> placement.reach().causal());
    return new Decoder(kind, sizes, heads, inner, norming, placements, style, head, causal);
  }

  /** How a layer is put together. */
  @FunctionalInterface
  interface Style {
    Block layer(Parameters parameters, Decoder decoder, Placement placement);
  }

  /** The feed-forward layers. */
  record Inner(int width, Activation activation) {}

  /** The norms: eps, what is added to weights, and what token embeddings are multiplied with. */
  record Norming(double eps, double shift, double embeddingScale) {
    static Norming of(double eps) {
      return new Norming(eps, 0, 1);
    }
  }

  /** The sizes that all name alike. */
  static Sizes sizes(Settings settings) {
    return new Sizes(
        settings.size("vocab_size"),
        settings.size("hidden_size"),
        settings.integer("num_hidden_layers"),
        Rotations.longest(settings, Integer.MAX_VALUE));
  }

  /** Heads in groups; their width is the states' divided by their number, unless it is given. */
  static Heads heads(Settings settings, int otherwise) {
    int queries = settings.size("num_attention_heads");
    int width = settings.size("hidden_size");
    int each = otherwise == 0 ? width / queries : otherwise;
    try {
      return Heads.grouped(
          queries, settings.size("num_key_value_heads", queries), settings.size("head_dim", each));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(e);
    }
  }

  static Inner inner(Settings settings) {
    return new Inner(settings.size("intermediate_size"), settings.activation("hidden_act", "silu"));
  }

  /** The same placement in every layer. */
  static List<Placement> everywhere(Sizes sizes, Placement placement) {
    return IntStream.range(0, sizes.layers()).mapToObj(i -> placement).toList();
  }

  /** How far the tokens of a configuration see: back, unless it says otherwise. */
  static Reach reach(Settings settings) {
    settings.flag("is_decoder", false); // says what it is used for; the mask is the same
    return settings.flag("is_causal", true) ? Reach.CAUSAL : Reach.FULL;
  }

  Norm norm(Parameters parameters) {
    return norm(parameters, sizes.width());
  }

  Norm norm(Parameters parameters, int width) {
    return new RmsNorm(parameters.get("weight", width), norming.shift, norming.eps);
  }

  @Override
  public Transformer load(Parameters parameters) {
    Tensor words = parameters.get(TABLE, sizes.vocabulary(), sizes.width());
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> style.layer(parameters.under("layers." + i), this, placement(i)))
            .toList();
    var ending = new Transformer.Ending(norm(parameters.under("norm")), true);
    return new Transformer(
        tokens -> words.rows(tokens.ids()).mul(norming.embeddingScale),
        layers,
        ending,
        sizes.width());
  }

  @Override
  public Profile profile() {
    return new Profile(kind, sizes, NAMES, TABLE);
  }

  @Override
  public Object place(int layer) {
    return placement(layer).reach();
  }

  private Placement placement(int layer) {
    var configured = placements.get(layer);
    return configured.reach().causal() == causal ? configured : configured.causal(causal);
  }

  @Override
  public Architecture causal(boolean other) {
    return new Decoder(kind, sizes, heads, inner, norming, placements, style, head, other);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return head.of(this, parameters, "lm_head.weight");
  }
}
