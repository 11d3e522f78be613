// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;
import java.util.function.Supplier;
import org.lyceum.embed.CutEmbedder;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.folder.ModelFolder;
import org.lyceum.tensor.DataException;
import org.lyceum.torch.Precision;
import org.lyceum.train.Layout;
import org.lyceum.train.TorchEmbedder;

/**
 * A folder that holds a model twice, as a graph that embeds and as weights that students start
 * from. The student of a folder whose halves are two models would learn one from the other.
 */
final class GraphAndWeights {
  /** The most that a coordinate may differ by, as a share of the largest where that is above 1. */
  static final double TOLERANCE = 1e-3;

  private GraphAndWeights() {}

  /**
   * Refuses a folder whose graph and weights give different vectors.
   *
   * @param graph embeds with the graph
   * @param model opens the folder
   * @param texts some, prompts already in front
   * @throws DataException if a vector differs by more than {@link #TOLERANCE}
   */
  static void requireSame(Embedder graph, Supplier<ModelFolder> model, List<String> texts) {
    var wanted = graph.embed(texts).rows();
    var folder = model.get();
    var path = folder.path();
    try (var weights =
        CutEmbedder.open(
            folder,
            EmbedderOptions.DEFAULT,
            each -> TorchEmbedder.of(each, Layout.INFERENCE, Precision.FLOAT32))) {
      var found = weights.embed(texts).rows();
      for (int i = 0; i < texts.size(); i++) {
        double difference = difference(wanted.get(i), found.get(i));
        if (!(difference <= TOLERANCE)) {
          throw new DataException(
              path,
              ("its graph and its weights must give the same vectors, but for '%s' a coordinate"
                      + " differs by %.3g (at most %.3g): the teacher embeds with the one and the"
                      + " student starts from the other; fetch the folder again, or delete the"
                      + " graph in onnx/ if the weights are right")
                  .formatted(beginning(texts.get(i)), difference, TOLERANCE));
        }
      }
    }
  }

  private static String beginning(String text) {
    return text.length() <= 60 ? text : text.substring(0, 60) + "...";
  }

  /** The largest of a coordinate; not a number where one is not. */
  private static double difference(float[] wanted, float[] found) {
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < wanted.length; i++) {
      largest = Math.max(largest, Math.abs((double) wanted[i] - found[i]));
      scale = Math.max(scale, Math.abs(wanted[i]));
    }
    return largest / scale;
  }
}
