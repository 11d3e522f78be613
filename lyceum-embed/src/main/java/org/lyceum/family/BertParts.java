// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Positions;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Tokens;
import org.lyceum.encoder.Transformer;
import org.lyceum.head.LanguageHead;
import org.lyceum.head.Pooler;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** What BERT and those made after it share, by the names that they share. */
final class BertParts {
  static final String TABLE = "embeddings.word_embeddings.weight";

  /** Second names of tied parameters, and buffers. */
  static final List<String> IGNORED =
      List.of(
          "position_ids",
          "embeddings.token_type_ids",
          "cls.predictions.decoder.bias",
          "lm_head.decoder.bias",
          "predictions.decoder.bias");

  private BertParts() {}

  /** Words, positions and types, summed and normalized. */
  static Function<Tokens, Tensor> embedding(
      Parameters parameters, BertConfig config, int width, Positions.Counting counting) {
    var words = parameters.get(TABLE, config.vocabulary(), width);
    var own = parameters.under("embeddings");
    var positions =
        new Positions(own.get("position_embeddings.weight", config.positions(), width), counting);
    Tensor types = own.get("token_type_embeddings.weight", config.types(), width);
    var norm = LayerNorm.load(own.under("LayerNorm"), width, config.eps());
    return tokens ->
        norm.apply(words.rows(tokens.ids()).add(ofTypes(types, tokens)).add(positions.of(tokens)));
  }

  /** Words and types alone, for positions that need no table, before the norm. */
  static Function<Tokens, Tensor> typedWords(Parameters parameters, BertConfig config) {
    Tensor words = parameters.get(TABLE, config.vocabulary(), config.width());
    if (config.types() == 0) {
      return tokens -> words.rows(tokens.ids());
    }
    Tensor types =
        parameters.get("embeddings.token_type_embeddings.weight", config.types(), config.width());
    return tokens -> words.rows(tokens.ids()).add(ofTypes(types, tokens));
  }

  private static Tensor ofTypes(Tensor types, Tokens tokens) {
    Tensor ids = tokens.types();
    return ids == null ? types.select(0, 0) : types.rows(ids);
  }

  /**
   * Where queries, keys or values are that a library has as a matrix each and the checkpoint as
   * rows of one; the whole parameter where the name is none of theirs.
   */
  static Family.Part rowsOf(String name, String joint, int width) {
    for (int i = 0; i < Llama.PROJECTIONS.size(); i++) {
      String one = ".self_attn." + Llama.PROJECTIONS.get(i);
      if (name.contains(one)) {
        return new Family.Part(name.replace(one, joint), i * width, width);
      }
    }
    return new Family.Part(name, 0, -1);
  }

  /** Layers below {@code encoder.layer}. */
  static List<Block> layers(Parameters parameters, BertConfig config) {
    return IntStream.range(0, config.layers())
        .mapToObj(i -> layer(parameters.under("encoder.layer." + i), config))
        .toList();
  }

  private static Block layer(Parameters parameters, BertConfig config) {
    int width = config.width();
    var heads = Heads.of(config.heads(), width);
    var attention =
        new Attention(
            heads,
            Projection.load(
                parameters.under("attention.self"), List.of("query", "key", "value"), heads, width),
            Placement.NONE,
            Linear.load(parameters.under("attention.output.dense"), width, width));
    return new Block.Serial(
        post(parameters.under("attention.output.LayerNorm"), config),
        attention,
        post(parameters.under("output.LayerNorm"), config),
        FeedForward.of(
            Linear.load(parameters.under("intermediate.dense"), width, config.intermediate()),
            config.activation(),
            Linear.load(parameters.under("output.dense"), config.intermediate(), width)));
  }

  static Residual post(Parameters norm, BertConfig config) {
    return Residual.post(LayerNorm.load(norm, config.width(), config.eps()));
  }

  static Transformer encoder(
      Function<Tokens, Tensor> embedding, Parameters parameters, BertConfig config) {
    return new Transformer(
        embedding, layers(parameters, config), Transformer.Ending.NONE, config.width());
  }

  /** A matrix that is there, else another, which it is tied to. */
  static Tensor decoder(Parameters parameters, String name, String tied, long rows, long width) {
    return parameters.get(parameters.has(name) ? name : tied, rows, width);
  }

  /** The pooler, where its parameters are there. */
  static Map<String, UnaryOperator<Tensor>> pooler(Parameters parameters, int width) {
    var heads = new LinkedHashMap<String, UnaryOperator<Tensor>>();
    if (parameters.has("pooler.dense.weight")) {
      heads.put("pooler_output", Pooler.load(parameters.under("pooler.dense"), width)::apply);
    }
    return heads;
  }

  /** A masked-language head as BERT names it, below {@code cls.predictions}. */
  static @Nullable LanguageHead predictions(
      Parameters parameters, BertConfig config, String norm, Activation activation) {
    if (!parameters.has("cls.predictions.transform.dense.weight")) {
      return null;
    }
    int width = config.width();
    var own = parameters.under("cls.predictions");
    return new LanguageHead(
        Linear.load(own.under("transform.dense"), width, width),
        activation,
        LayerNorm.load(own.under("transform." + norm), width, config.eps()),
        decoder(parameters, "cls.predictions.decoder.weight", TABLE, config.vocabulary(), width),
        own.get("bias", config.vocabulary()));
  }

  /** A masked-language head as RoBERTa names it, below {@code lm_head}. */
  static @Nullable LanguageHead languageHead(Parameters parameters, BertConfig config) {
    if (!parameters.has("lm_head.dense.weight")) {
      return null;
    }
    int width = config.width();
    var own = parameters.under("lm_head");
    return new LanguageHead(
        Linear.load(own.under("dense"), width, width),
        Activation.GELU,
        LayerNorm.load(own.under("layer_norm"), width, config.eps()),
        decoder(parameters, "lm_head.decoder.weight", TABLE, config.vocabulary(), width),
        own.get("bias", config.vocabulary()));
  }
}
