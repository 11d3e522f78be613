// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.CrossAttention.Memory;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.RelativeBias;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.nn.RmsNorm;
import org.lyceum.tensor.Tensor;

/**
 * The encoders of T5, mT5 and UMT5: scores that are not scaled, and biases of distances, which all
 * layers share, or in UMT5 one in each.
 *
 * @param kind {@code t5}, {@code mt5} or {@code umt5}
 * @param sizes its sizes
 * @param heads of attention
 * @param feeding the feed-forward layers
 * @param eps added to the mean of squares
 * @param distances buckets of distances
 * @param decoding the other half
 * @see <a href="https://arxiv.org/abs/1910.10683">Raffel et al. 2020</a>, section 2.1
 */
record T5(
    String kind,
    Sizes sizes,
    Heads heads,
    Feeding feeding,
    double eps,
    Distances distances,
    Decoding decoding)
    implements Architecture {
  private static final String TABLE = "shared.weight";

  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("transformer."),
          List.of("encoder.embed_tokens.weight", "decoder.embed_tokens.weight"));

  /** The feed-forward layers. */
  record Feeding(int width, Activation activation, boolean gated) {}

  /** The other half: its layers, whether its states are scaled, and its head is the table. */
  record Decoding(int layers, boolean scaled, boolean tied) {}

  /** Buckets of distances. */
  record Distances(int buckets, int farthest) {
    RelativeBias.Buckets logarithmic() {
      return RelativeBias.Buckets.logarithmic(buckets, farthest);
    }

    RelativeBias.Buckets backward() {
      return RelativeBias.Buckets.backward(buckets, farthest);
    }
  }

  static Architecture of(String kind, Settings settings) {
    int width = settings.size("d_model");
    int number = settings.size("num_heads");
    int each = settings.size("d_kv", 64);
    return new T5(
        kind,
        new Sizes(
            settings.size("vocab_size"), width, settings.integer("num_layers"), longest(settings)),
        new Heads(number, number, each, 1),
        feeding(kind, settings),
        settings.eps("layer_norm_epsilon", 1e-6),
        new Distances(
            settings.size("relative_attention_num_buckets", 32),
            settings.size("relative_attention_max_distance", 128)),
        decoding(kind, settings));
  }

  private static Decoding decoding(String kind, Settings settings) {
    boolean tied = settings.flag("tie_word_embeddings", !kind.equals("mt5"));
    return new Decoding(
        settings.integer("num_decoder_layers", settings.integer("num_layers")),
        settings.flag("scale_decoder_outputs", tied),
        tied);
  }

  /** What newer files say of activations follows from one setting, and must not contradict it. */
  private static Feeding feeding(String kind, Settings settings) {
    String usual = kind.equals("t5") ? "relu" : "gated-gelu";
    String projection = settings.string("feed_forward_proj", usual);
    boolean gated = projection.startsWith("gated-");
    String activation = gated ? projection.substring("gated-".length()) : projection;
    String own = gated && activation.equals("gelu") ? "gelu_new" : activation;
    settings.require("is_gated_act", String.valueOf(gated));
    settings.require("dense_act_fn", own);
    return new Feeding(settings.size("d_ff"), Activation.named(own), gated);
  }

  /** Distances have no bound; what a file calls positions is what it was trained with. */
  private static int longest(Settings settings) {
    settings.has("scalable_attention"); // in UMT5's files, and read by no code
    settings.has("n_positions");
    settings.has("max_position_embeddings");
    return Integer.MAX_VALUE;
  }

  @Override
  public Transformer load(Parameters parameters) {
    Tensor words = parameters.get(TABLE, sizes.vocabulary(), sizes.width());
    var stack = parameters.under("encoder");
    var shared = biasOfEach() ? null : bias(stack.under("block.0"), distances.logarithmic());
    var layers =
        IntStream.range(0, sizes.layers())
            .mapToObj(i -> layer(stack.under("block." + i), shared))
            .toList();
    return new Transformer(
        tokens -> words.rows(tokens.ids()),
        layers,
        new Transformer.Ending(norm(stack.under("final_layer_norm")), true),
        sizes.width());
  }

  /** The first layer has the biases of all. */
  @Override
  public Object place(int layer) {
    return biasOfEach() || layer > 0;
  }

  boolean biasOfEach() {
    return kind.equals("umt5");
  }

  RelativeBias bias(Parameters block, RelativeBias.Buckets buckets) {
    String name = "layer.0.SelfAttention.relative_attention_bias.weight";
    return new RelativeBias(block.get(name, distances.buckets, heads.queries()), buckets);
  }

  Norm norm(Parameters parameters) {
    return RmsNorm.load(parameters, sizes.width(), eps);
  }

  private Block layer(Parameters parameters, @Nullable RelativeBias shared) {
    var own = parameters.under("layer.0.SelfAttention");
    return new Block.Serial(
        Residual.pre(norm(parameters.under("layer.0.layer_norm"))),
        new Attention(
            heads,
            projection(own),
            Placement.biased(shared == null ? bias(parameters, distances.logarithmic()) : shared),
            out(own)),
        Residual.pre(norm(parameters.under("layer.1.layer_norm"))),
        feedForward(parameters.under("layer.1.DenseReluDense")));
  }

  /** Queries, keys and values. */
  Projection projection(Parameters own) {
    return Projection.of(
        Linear.unbiased(own.under("q"), sizes.width(), heads.queryWidth()),
        Linear.unbiased(own.under("k"), sizes.width(), heads.keyWidth()),
        Linear.unbiased(own.under("v"), sizes.width(), heads.keyWidth()));
  }

  /** What attention gives to states. */
  Linear out(Parameters own) {
    return Linear.unbiased(own.under("o"), heads.queryWidth(), sizes.width());
  }

  FeedForward feedForward(Parameters parameters) {
    int width = sizes.width();
    var narrow = Linear.unbiased(parameters.under("wo"), feeding.width, width);
    return feeding.gated
        ? FeedForward.gated(
            Linear.unbiased(parameters.under("wi_0"), width, feeding.width),
            Linear.unbiased(parameters.under("wi_1"), width, feeding.width),
            feeding.activation,
            narrow)
        : FeedForward.of(
            Linear.unbiased(parameters.under("wi"), width, feeding.width),
            feeding.activation,
            narrow);
  }

  @Override
  public Profile profile() {
    return new Profile(kind, sizes, NAMES, TABLE);
  }

  @Override
  public @Nullable Tensor continued(Parameters parameters, Memory memory, Tensor ids) {
    boolean headed = decoding.tied || parameters.has("lm_head.weight");
    return headed && parameters.has("decoder.final_layer_norm.weight")
        ? T5Decoder.load(this, parameters).logits(ids, memory)
        : null;
  }
}
