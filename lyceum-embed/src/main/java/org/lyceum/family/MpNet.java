// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.RelativeBias;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * MPNet: positions as RoBERTa counts them, and one bias of distances that all layers share.
 *
 * @param config its sizes; its types are not used
 * @param rows of the table of biases, of which the first 32 are used
 * @see <a href="https://arxiv.org/abs/2004.09297">Song et al. 2020</a>
 */
record MpNet(BertConfig config, int rows) implements Architecture {
  /** Fixed, whatever the configuration says. */
  private static final int PAD_ID = 1;

  /** Fixed: the published code does not read the number of buckets when it computes them. */
  private static final int BUCKETS = 32;

  private static final int FARTHEST = 128;

  private static final CheckpointNames NAMES =
      new CheckpointNames(List.of("mpnet."), BertParts.IGNORED);

  static Architecture of(Settings settings) {
    int rows = settings.size("relative_attention_num_buckets", BUCKETS);
    if (rows < BUCKETS) {
      throw settings.wrong(
          "'relative_attention_num_buckets' must be at least %d, got %d", BUCKETS, rows);
    }
    return new MpNet(BertConfig.of(settings, 1, 1e-12, "gelu"), rows);
  }

  @Override
  public Transformer load(Parameters parameters) {
    int width = config.width();
    var words = parameters.get(table(), config.vocabulary(), width);
    var own = parameters.under("embeddings");
    var positions =
        new Positions(
            own.get("position_embeddings.weight", config.positions(), width),
            new Positions.Counting.FromPadId(PAD_ID));
    var norm = LayerNorm.load(own.under("LayerNorm"), width, config.eps());
    var bias =
        new RelativeBias(
            parameters.get("encoder.relative_attention_bias.weight", rows, config.heads()),
            RelativeBias.Buckets.logarithmic(BUCKETS, FARTHEST));
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(parameters.under("encoder.layer." + i), bias))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.rows(tokens.ids()).add(positions.of(tokens))),
        layers,
        Transformer.Ending.NONE,
        width);
  }

  private Block layer(Parameters parameters, RelativeBias bias) {
    int width = config.width();
    var heads = Heads.of(config.heads(), width);
    var own = parameters.under("attention.attn");
    return new Block.Serial(
        BertParts.post(parameters.under("attention.LayerNorm"), config),
        new Attention(
            heads,
            Projection.load(own, List.of("q", "k", "v"), heads, width),
            Placement.biased(bias),
            Linear.load(own.under("o"), width, width)),
        BertParts.post(parameters.under("output.LayerNorm"), config),
        FeedForward.of(
            Linear.load(parameters.under("intermediate.dense"), width, config.intermediate()),
            config.activation(),
            Linear.load(parameters.under("output.dense"), config.intermediate(), width)));
  }

  @Override
  public Profile profile() {
    return new Profile(
        "mpnet", config.sizes().upTo(config.positions() - PAD_ID - 1), NAMES, BertParts.TABLE);
  }

  @Override
  public int fixedIds() {
    return PAD_ID + 1;
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var heads = BertParts.pooler(parameters, config.width());
    var language = BertParts.languageHead(parameters, config);
    if (language != null) {
      heads.put("logits", language::logits);
    }
    return heads;
  }
}
