// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Reach;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * NomicBERT: BERT with rotary positions and gated feed-forward layers.
 *
 * @param config its sizes; positions have no table
 * @param placement how it knows where tokens are
 * @see <a href="https://arxiv.org/abs/2402.01613">Nussbaum et al. 2024</a>, section 4.1
 */
record NomicBert(BertConfig config, Placement placement) implements Architecture {
  private static final CheckpointNames NAMES =
      new CheckpointNames(
          List.of("nomic_bert.", "bert."),
          List.of(
              "rotary_emb.inv_freq",
              "cls.predictions.decoder.bias",
              "cls.predictions.decoder.weight"));

  static Architecture of(Settings settings) {
    var config = BertConfig.of(settings, 2, 1e-12);
    int head = config.width() / config.heads();
    if (settings.size("head_dim", head) != head) {
      throw settings.wrong(
          "not supported because head_dim is %d, not %d", settings.size("head_dim", head), head);
    }
    var rotary = Rotations.of(settings, 1000, head);
    return new NomicBert(config, Placement.rotated(rotary, Reach.FULL));
  }

  @Override
  public Transformer load(Parameters parameters) {
    int width = config.width();
    Tensor words = parameters.get(table(), config.vocabulary(), width);
    Tensor types = parameters.get("embeddings.token_type_embeddings.weight", config.types(), width);
    var norm = LayerNorm.load(parameters.under("emb_ln"), width, config.eps());
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(parameters.under("encoder.layers." + i)))
            .toList();
    return new Transformer(
        tokens -> norm.apply(words.rows(tokens.ids()).add(ofType(types, tokens.types()))),
        layers,
        Transformer.Ending.NONE,
        width);
  }

  private static Tensor ofType(Tensor types, @Nullable Tensor ids) {
    return ids == null ? types.select(0, 0) : types.rows(ids);
  }

  private Block layer(Parameters parameters) {
    int width = config.width();
    var heads = Heads.of(config.heads(), width);
    var own = parameters.under("attn");
    return new Block.Serial(
        Residual.post(LayerNorm.load(parameters.under("norm1"), width, config.eps())),
        new Attention(
            heads,
            Projection.joined(Linear.load(own.under("Wqkv"), width, 3L * width), heads),
            placement,
            Linear.load(own.under("out_proj"), width, width)),
        Residual.post(LayerNorm.load(parameters.under("norm2"), width, config.eps())),
        FeedForward.gated(
            Linear.load(parameters.under("mlp.fc12"), width, config.intermediate()),
            Linear.load(parameters.under("mlp.fc11"), width, config.intermediate()),
            config.activation(),
            Linear.load(parameters.under("mlp.fc2"), config.intermediate(), width)));
  }

  @Override
  public String kind() {
    return "nomic_bert";
  }

  @Override
  public Sizes sizes() {
    return config.sizes();
  }

  @Override
  public CheckpointNames names() {
    return NAMES;
  }

  /** What reads these files since 2026 has a matrix for each of queries, keys and values. */
  @Override
  public Part part(String name) {
    String own =
        NAMES
            .canonical(name)
            .replace("embeddings.LayerNorm", "emb_ln")
            .replace(".self_attn.o_proj", ".attn.out_proj")
            .replace(".mlp.up_proj", ".mlp.fc11")
            .replace(".mlp.gate_proj", ".mlp.fc12")
            .replace(".mlp.down_proj", ".mlp.fc2")
            .replace(".post_attention_layernorm", ".norm1")
            .replace(".post_mlp_layernorm", ".norm2");
    own = own.startsWith("layers.") ? "encoder." + own : own;
    for (int i = 0; i < Llama.PROJECTIONS.size(); i++) {
      String one = ".self_attn." + Llama.PROJECTIONS.get(i);
      if (own.contains(one)) {
        return new Part(own.replace(one, ".attn.Wqkv"), i * config.width(), config.width());
      }
    }
    return new Part(own, 0, -1);
  }

  @Override
  public String table() {
    return BertParts.TABLE;
  }

  @Override
  public boolean takesTypes() {
    return true;
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    var language = BertParts.predictions(parameters, config, "layer_norm", config.activation());
    return language == null ? Map.of() : Map.of("logits", language::logits);
  }
}
