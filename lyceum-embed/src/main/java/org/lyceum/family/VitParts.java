// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.lyceum.encoder.Attention;
import org.lyceum.encoder.Block;
import org.lyceum.encoder.FeedForward;
import org.lyceum.encoder.Patches;
import org.lyceum.encoder.Placement;
import org.lyceum.encoder.Projection;
import org.lyceum.encoder.Residual;
import org.lyceum.encoder.Stack;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Norm;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/** What ViT and those made after it share, by the names that they share. */
final class VitParts {
  private VitParts() {}

  /** Below {@code embeddings}: patches. */
  static Patches patches(Parameters parameters, VitConfig config) {
    return Patches.load(
        parameters.under("embeddings.patch_embeddings.projection"), config.grid(), config.width());
  }

  /** Below {@code embeddings}: a class token, then patches, all with positions. */
  static UnaryOperator<Tensor> embedding(Parameters parameters, VitConfig config) {
    var patches = patches(parameters, config);
    var own = parameters.under("embeddings");
    Tensor first = own.get("cls_token", 1, 1, config.width());
    Tensor positions = own.get("position_embeddings", 1, config.tokens(), config.width());
    return pixels -> Patches.after(first, patches.apply(pixels)).add(positions);
  }

  /** Layers below {@code encoder.layer}, a norm after the last. */
  static Stack stack(Parameters parameters, VitConfig config) {
    var layers =
        IntStream.range(0, config.layers())
            .mapToObj(i -> layer(parameters.under("encoder.layer." + i), config, Placement.NONE))
            .toList();
    return new Stack(layers, ending(parameters.under("layernorm"), config));
  }

  /** A norm that the states of the last layer are without. */
  static Transformer.Ending ending(Parameters norm, VitConfig config) {
    return new Transformer.Ending(norm(norm, config), false);
  }

  static LayerNorm norm(Parameters parameters, VitConfig config) {
    return LayerNorm.load(parameters, config.width(), config.eps());
  }

  /** Norms before each step. */
  static Block layer(Parameters parameters, VitConfig config, Placement placement) {
    return new Block.Serial(
        Residual.pre(norm(parameters.under("layernorm_before"), config)),
        attention(parameters.under("attention"), config, placement),
        Residual.pre(norm(parameters.under("layernorm_after"), config)),
        feedForward(parameters, config));
  }

  static FeedForward feedForward(Parameters parameters, VitConfig config) {
    int width = config.width();
    int inner = config.inner().width();
    return FeedForward.of(
        Linear.load(parameters.under("intermediate.dense"), width, inner),
        config.inner().activation(),
        Linear.load(parameters.under("output.dense"), inner, width));
  }

  static Attention attention(Parameters parameters, VitConfig config, Placement placement) {
    int width = config.width();
    return new Attention(
        config.heads(),
        projection(parameters.under("attention"), config),
        placement,
        Linear.load(parameters.under("output.dense"), width, width));
  }

  /** Queries, keys and values. */
  static Projection projection(Parameters own, VitConfig config) {
    int width = config.width();
    var biases = config.biases();
    return Projection.of(
        Linear.load(own.under("query"), width, width, biases.queries()),
        Linear.load(own.under("key"), width, width, biases.keys()),
        Linear.load(own.under("value"), width, width, biases.queries()));
  }

  /** A norm before a step, a scale of each coordinate after it. */
  static Residual scaled(Parameters parameters, String norm, String scale, VitConfig config) {
    Tensor factors = parameters.get(scale, config.width());
    return new Residual(norm(parameters.under(norm), config), x -> x.mul(factors), Norm.NONE);
  }
}
