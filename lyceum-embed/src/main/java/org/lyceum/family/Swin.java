// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.lyceum.encoder.Heads;
import org.lyceum.encoder.PatchGrid;
import org.lyceum.encoder.PatchMerging;
import org.lyceum.encoder.Patches;
import org.lyceum.encoder.PictureEncoder;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;

/**
 * Swin: attention within windows, in stages of ever fewer and wider states.
 *
 * @param grid how pictures are cut, padded with zeros to whole patches
 * @param stages from the first
 * @see <a href="https://arxiv.org/abs/2103.14030">Liu et al. 2021</a>
 */
record Swin(PatchGrid grid, List<SwinStage> stages) implements PictureArchitecture {
  /** Of the embeddings and between stages; the reference fixes it there. */
  private static final double EPS = 1e-5;

  private static final Architecture.CheckpointNames NAMES =
      new Architecture.CheckpointNames(List.of("swin."), List.of("relative_position_index"));

  static Swin of(Settings settings) {
    var grid = VitConfig.grid(settings, 4);
    if (settings.flag("use_absolute_embeddings", false)) {
      throw settings.unsupported(
          "use_absolute_embeddings is true: its table has one row more than"
              + " there are patches, so that the reference cannot add it either");
    }
    var biases = VitConfig.Biases.of(settings);
    List<Integer> depths = settings.integers("depths");
    List<Integer> heads = settings.integers("num_heads");
    if (depths.isEmpty() || heads.size() < depths.size()) {
      throw settings.wrong("'num_heads' must name one for each of 'depths', got %s", heads);
    }
    settings.has("num_layers"); // follows from the depths
    settings.has("hidden_size"); // follows from the width and the depths
    int window = settings.size("window_size", 7);
    int width = settings.size("embed_dim");
    double ratio = settings.positive("mlp_ratio", 4);
    var activation = settings.activation("hidden_act", "gelu");
    double eps = settings.eps("layer_norm_eps", 1e-5);
    int rows = grid.wholePatches().rows();
    int columns = grid.wholePatches().columns();
    var stages = new ArrayList<SwinStage>();
    for (int i = 0; i < depths.size(); i++) {
      if (Math.min(rows, columns) < window) {
        throw settings.unsupported(
            "windows of %d do not fit the %d x %d states of stage %d", window, rows, columns, i);
      }
      var inner = new Decoder.Inner((int) (ratio * width), activation);
      stages.add(
          new SwinStage(
              new VitConfig(
                  new PatchGrid(width, rows, columns, 1, 1),
                  width,
                  depths.get(i),
                  Heads.of(heads.get(i), width),
                  inner,
                  eps,
                  biases),
              window));
      rows = (rows + 1) / 2;
      columns = (columns + 1) / 2;
      width *= 2;
    }
    return new Swin(grid, stages);
  }

  @Override
  public PictureEncoder load(Parameters parameters) {
    var first = stages.getFirst().config();
    var whole = grid.wholePatches();
    var own = parameters.under("embeddings");
    var patches = Patches.load(own.under("patch_embeddings.projection"), whole, first.width());
    var norm = LayerNorm.load(own.under("norm"), first.width(), EPS);
    var loaded = new ArrayList<SwinEncoder.Stage>();
    for (int i = 0; i < stages.size(); i++) {
      var below = parameters.under("encoder.layers." + i);
      boolean merges = i < stages.size() - 1;
      var merging = merges ? merging(below.under("downsample"), stages.get(i).config()) : null;
      loaded.add(new SwinEncoder.Stage(stages.get(i).load(below), merging));
    }
    return new SwinEncoder(
        pixels -> norm.apply(patches.apply(grid.filled(pixels))),
        loaded,
        VitParts.norm(parameters.under("layernorm"), stages.getLast().config()),
        width());
  }

  private static PatchMerging merging(Parameters parameters, VitConfig stage) {
    long width = stage.width();
    return new PatchMerging(
        stage.grid().rows(),
        stage.grid().columns(),
        LayerNorm.load(parameters.under("norm"), 4 * width, EPS),
        Linear.unbiased(parameters.under("reduction"), 4 * width, 2 * width));
  }

  @Override
  public String kind() {
    return "swin";
  }

  @Override
  public Architecture.CheckpointNames names() {
    return NAMES;
  }

  @Override
  public int width() {
    return stages.getLast().config().width();
  }

  @Override
  public Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return Map.of("pooler_output", x -> x.mean(1, false));
  }
}
