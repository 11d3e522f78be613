// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.List;
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
  static final List<String> PROJECTIONS = List.of("query", "key", "value");

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

  /** Norms before each step; where there are scales of what a step gives, they are used. */
  static Block layer(Parameters parameters, VitConfig config, Placement placement) {
    int width = config.width();
    int inner = config.inner().width();
    return new Block.Serial(
        residual(parameters, "layernorm_before", "lambda_1", config),
        attention(parameters.under("attention"), config, placement),
        residual(parameters, "layernorm_after", "lambda_2", config),
        FeedForward.of(
            Linear.load(parameters.under("intermediate.dense"), width, inner),
            config.inner().activation(),
            Linear.load(parameters.under("output.dense"), inner, width)));
  }

  static Attention attention(Parameters parameters, VitConfig config, Placement placement) {
    int width = config.width();
    return new Attention(
        config.heads(),
        Projection.load(parameters.under("attention"), PROJECTIONS, config.heads(), width),
        placement,
        Linear.load(parameters.under("output.dense"), width, width));
  }

  /** A norm before a step, a scale of each coordinate after it. */
  static Residual residual(Parameters parameters, String norm, String scale, VitConfig config) {
    return new Residual(
        norm(parameters.under(norm), config), scale(parameters, scale, config.width()), Norm.NONE);
  }

  private static Norm scale(Parameters parameters, String name, int width) {
    if (!parameters.has(name)) {
      return Norm.NONE;
    }
    Tensor scale = parameters.get(name, width);
    return x -> x.mul(scale);
  }
}
