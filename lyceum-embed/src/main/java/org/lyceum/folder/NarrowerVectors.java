// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.lyceum.encoder.Activation;
import org.lyceum.encoder.StaticTable;
import org.lyceum.head.HeadModule;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.ChosenRows;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.MergedWeights;
import org.lyceum.weights.Weights;

/**
 * A model that gives the first coordinates of its vectors, with length 1 again where they had it.
 * It is part of the model, as not every reader knows {@code truncate_dim}: fewer rows of a last
 * dense layer, fewer columns of a table, or else a dense layer that passes the first coordinates
 * on.
 *
 * @see <a href="https://arxiv.org/abs/2205.13147">Kusupati et al. 2022</a>, section 3
 */
public final class NarrowerVectors {
  private static final String WEIGHT = ".linear.weight";

  private final ModelContent whole;
  private final int width;

  private NarrowerVectors(ModelContent whole, int width) {
    this.whole = whole;
    this.width = width;
  }

  /**
   * {@return a model of narrower vectors}
   *
   * @param whole the model
   * @param width from 1 to that of its vectors
   */
  public static ModelContent of(ModelContent whole, int width) {
    ModelSpec spec = whole.spec();
    Integer own = spec.use().truncateDim();
    int full = own == null ? spec.width() : Math.min(own, spec.width());
    if (width < 1 || width > full) {
      throw new IllegalArgumentException(
          "the width must be from 1 to that of the model's vectors, %d, got %d"
              .formatted(full, width));
    }
    return width == spec.width() ? whole : new NarrowerVectors(whole, width).content();
  }

  private ModelContent content() {
    ModelSpec spec = whole.spec();
    int end = spec.modules().size() - (spec.normalizes() ? 1 : 0);
    if (end > 0 && spec.modules().get(end - 1) instanceof HeadModule.Dense last) {
      return fewerRows(end - 1, last);
    }
    return end == 0 && spec.backbone() instanceof Backbone.OfTable table
        ? fewerColumns(table)
        : projected(end);
  }

  private ModelContent fewerRows(int at, HeadModule.Dense last) {
    var modules = new ArrayList<>(whole.spec().modules());
    modules.set(at, new HeadModule.Dense(last.in(), width, last.bias(), last.activation()));
    String folder = whole.spec().folderOf(at);
    Map<String, Integer> axes =
        last.bias()
            ? Map.of(folder + WEIGHT, 0, folder + ".linear.bias", 0)
            : Map.of(folder + WEIGHT, 0);
    return content(
        whole.spec().backbone(), modules, new ChosenRows(whole.weights(), axes, first()));
  }

  private ModelContent fewerColumns(Backbone.OfTable table) {
    return content(
        new Backbone.OfTable(table.vocabulary(), width),
        whole.spec().modules(),
        new ChosenRows(whole.weights(), Map.of(StaticTable.NAME, 1), first()));
  }

  private ModelContent projected(int at) {
    int full = whole.spec().width();
    var modules = new ArrayList<>(whole.spec().modules());
    modules.add(at, new HeadModule.Dense(full, width, false, Activation.IDENTITY));
    float[] passing = new float[width * full];
    for (int i = 0; i < width; i++) {
      passing[i * full + i] = 1;
    }
    var changed = content(whole.spec().backbone(), modules, whole.weights());
    String name = changed.spec().folderOf(at) + WEIGHT;
    var projection = new InMemoryWeights().put(name, Shape.of(width, full), passing);
    return content(
        whole.spec().backbone(), modules, new MergedWeights(List.of(whole.weights(), projection)));
  }

  private int[] first() {
    return IntStream.range(0, width).toArray();
  }

  private ModelContent content(Backbone backbone, List<HeadModule> modules, Weights weights) {
    ModelSpec spec = whole.spec();
    var use = new ModelSpec.Use(spec.use().prompts(), spec.use().similarity(), null);
    return whole.with(new ModelSpec(backbone, spec.pooling(), modules, spec.text(), use), weights);
  }
}
