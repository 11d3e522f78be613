// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * DeBERTa v2 and v3: attention of content to positions and of positions to content, and in some a
 * convolution over the embeddings.
 *
 * @param config its sizes; the types may be 0
 * @param embedding the width of the embeddings
 * @param learned whether token positions are added to the embeddings
 * @param relative how attention sees distances, or null where it does not
 * @param convolution after the first layer, or null
 * @see <a href="https://arxiv.org/abs/2006.03654">He et al. 2020</a>, section 3
 */
record Deberta(
    BertConfig config,
    int embedding,
    boolean learned,
    @Nullable Relative relative,
    @Nullable Convolution convolution)
    implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("deberta."), List.of("position_ids", "cls.predictions.decoder.bias"));

  /** How attention sees distances. */
  record Relative(Set<String> kinds, boolean shared, boolean normed, Distances distances) {
    int terms() {
      return (kinds.contains("c2p") ? 1 : 0) + (kinds.contains("p2c") ? 1 : 0);
    }
  }

  /** The distances: those from {@code span} on count as one; buckets of them, or 0 for none. */
  record Distances(int span, int buckets, int farthest) {}

  /** What a convolution is. */
  record Convolution(int kernel, int groups, Activation activation) {}

  static Architecture of(Settings settings) {
    int types = settings.integer("type_vocab_size", 0);
    var config = BertConfig.of(settings, types, 1e-7, "gelu");
    if (settings.integer("attention_head_size", config.width() / config.heads())
        != config.width() / config.heads()) {
      throw settings.unsupported("attention_head_size is not width / heads");
    }
    boolean convolved = settings.integer("conv_kernel_size", 0) > 0;
    if (convolved && config.layers() == 0) {
      throw settings.wrong(
          "'num_hidden_layers' must be at least 1 where there is a convolution behind the first");
    }
    return new Deberta(
        config,
        settings.size("embedding_size", config.width()),
        settings.flag("position_biased_input", true),
        settings.flag("relative_attention", false) ? relative(settings, config) : null,
        convolved ? convolution(settings) : null);
  }

  private static Relative relative(Settings settings, BertConfig config) {
    var kinds = settings.strings("pos_att_type");
    if (kinds != null && kinds.isEmpty() && settings.node("pos_att_type").isTextual()) {
      kinds =
          Stream.of(settings.string("pos_att_type", "").split("\\|", -1))
              .map(kind -> kind.strip().toLowerCase(Locale.ROOT))
              .toList();
    }
    int longest = settings.integer("max_relative_positions", -1);
    longest = longest < 1 ? config.positions() : longest;
    int buckets = settings.integer("position_buckets", -1);
    var norms = settings.string("norm_rel_ebd", "none");
    return new Relative(
        kinds == null ? Set.of() : Set.copyOf(kinds),
        settings.flag("share_att_key", false),
        norms.contains("layer_norm"),
        new Distances(buckets > 0 ? buckets : longest, Math.max(0, buckets), longest));
  }

  private static Convolution convolution(Settings settings) {
    return new Convolution(
        settings.size("conv_kernel_size"),
        settings.size("conv_groups", 1),
        settings.activation("conv_act", "tanh"));
  }

  @Override
  public Transformer load(Parameters parameters) {
    var words = embedding(parameters);
    var positions = relative == null ? null : positions(parameters, relative);
    var layers = new ArrayList<Block>();
    for (int i = 0; i < config.layers(); i++) {
      layers.add(layer(parameters.under("encoder.layer." + i), positions));
    }
    if (convolution != null) {
      layers.set(0, ConvolvedLayer.load(layers.getFirst(), parameters, config, convolution));
    }
    return new Transformer(words, layers, Transformer.Ending.NONE, config.width());
  }

  /** What padding has is set to 0, so that a convolution sees nothing there. */
  private Function<Tokens, Tensor> embedding(Parameters parameters) {
    Tensor words = parameters.get(table(), config.vocabulary(), embedding);
    var own = parameters.under("embeddings");
    var counting = new Positions.Counting.FromStart(0);
    var positions =
        learned
            ? new Positions(
                own.get("position_embeddings.weight", config.positions(), embedding), counting)
            : null;
    Tensor types =
        config.types() > 0
            ? own.get("token_type_embeddings.weight", config.types(), embedding)
            : null;
    var project =
        embedding == config.width()
            ? null
            : new Linear(own.get("embed_proj.weight", config.width(), embedding), null);
    var norm = LayerNorm.load(own.under("LayerNorm"), config.width(), config.eps());
    return tokens -> {
      Tensor x = words.rows(tokens.ids());
      x = positions == null ? x : x.add(positions.of(tokens));
      Tensor ids = tokens.types();
      x = types == null ? x : x.add(ids == null ? types.select(0, 0) : types.rows(ids));
      Tensor normed = norm.apply(project == null ? x : project.apply(x));
      Tensor mask = tokens.mask();
      return mask == null ? normed : normed.mul(mask.cast(normed.dtype()).unsqueeze(-1));
    };
  }

  /** The table of distances, normalized, (2 span, D). */
  private Tensor positions(Parameters parameters, Relative how) {
    long rows = 2L * how.distances.span;
    Tensor table = parameters.get("encoder.rel_embeddings.weight", rows, config.width());
    Norm norm =
        how.normed
            ? LayerNorm.load(parameters.under("encoder.LayerNorm"), config.width(), config.eps())
            : Norm.NONE;
    return norm.apply(table);
  }

  private Block layer(Parameters parameters, @Nullable Tensor positions) {
    int width = config.width();
    int terms = relative == null ? 0 : relative.terms();
    var plain = Heads.of(config.heads(), width);
    var heads = plain.scaled(1 / Math.sqrt((double) plain.width() * (1 + terms)));
    var self = parameters.under("attention.self");
    var placement =
        relative == null || positions == null
            ? Placement.NONE
            : Placement.biased(DisentangledBias.load(self, positions, relative, heads));
    return new Block.Serial(
        BertParts.post(parameters.under("attention.output.LayerNorm"), config),
        new Attention(
            heads,
            Projection.load(self, List.of("query_proj", "key_proj", "value_proj"), heads, width),
            placement,
            Linear.load(parameters.under("attention.output.dense"), width, width)),
        BertParts.post(parameters.under("output.LayerNorm"), config),
        FeedForward.of(
            Linear.load(parameters.under("intermediate.dense"), width, config.intermediate()),
            config.activation(),
            Linear.load(parameters.under("output.dense"), config.intermediate(), width)));
  }

  /** A convolution belongs to the first layer. */
  @Override
  public Object place(int layer) {
    return convolution == null || layer > 0;
  }

  @Override
  public Profile profile() {
    return new Profile("deberta-v2", config.sizes(), NAMES, BertParts.TABLE, config.types() > 0);
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    LanguageHead language =
        parameters.has("lm_predictions.lm_head.dense.weight")
            ? fresh(parameters)
            : BertParts.predictions(parameters, config, "LayerNorm", config.activation());
    return language == null ? Map.of() : Map.of("logits", language::logits);
  }

  /** The head of checkpoints that are not {@code legacy}. */
  private LanguageHead fresh(Parameters parameters) {
    var own = parameters.under("lm_predictions.lm_head");
    return new LanguageHead(
        Linear.load(own.under("dense"), config.width(), embedding),
        config.activation(),
        LayerNorm.load(own.under("LayerNorm"), embedding, config.eps()),
        parameters.get(table(), config.vocabulary(), embedding),
        own.get("bias", config.vocabulary()));
  }
}
