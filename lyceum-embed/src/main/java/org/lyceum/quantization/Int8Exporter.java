// SPDX-License-Identifier: Apache-2.0
package org.lyceum.quantization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.folder.GraphExport;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.text.TokenIds;

/**
 * Makes a model's 8-bit graph.
 *
 * <p>Each token has a scale of its own, so that the vector of a text does not depend on the texts
 * that it is embedded with; the usual dynamic quantization has one a batch. Weights have a scale a
 * column. Channels that normalization makes much larger than others are evened out before, with
 * factors from some typical texts. Products that do not bear 8 bits stay as they are: see {@link
 * Int8Search}. {@code docs/decisions/0005-int8-one-scale-a-row.md} has the figures.
 */
public final class Int8Exporter {
  /** The least mean cosine to the model: a graph that is farther from it is not written. */
  public static final double LEAST_COSINE = 0.998;

  /** Texts that are looked at, to even out the channels and to compare. */
  private static final int LOOKED_AT = 200;

  private final OnnxModel model;
  private final Fidelity fidelity;

  /**
   * How near an 8-bit graph is to the model.
   *
   * @param meanCosine mean cosine of a text's two vectors
   * @param leastCosine the least one
   * @param texts texts compared
   * @param wide share of the model's products, by work, that stay in single precision
   */
  public record Fidelity(double meanCosine, double leastCosine, int texts, double wide) {
    /** {@return whether the graph is near enough to be written} */
    public boolean isEnough() {
      return meanCosine >= LEAST_COSINE;
    }
  }

  Int8Exporter(OnnxModel model, Fidelity fidelity) {
    this.model = model;
    this.fidelity = fidelity;
  }

  /**
   * {@return the 8-bit graph of a model, compared with the model}
   *
   * @param folder the model
   * @param typical texts to even out the channels with; 200 of them, spread evenly, are looked at
   * @param others texts to compare with, none of them among the typical ones; 200 of them
   * @throws IllegalArgumentException if there are no texts, or the model is a table, which has no
   *     products to make faster
   */
  public static Int8Exporter of(ModelFolder folder, List<String> typical, List<String> others) {
    return of(folder, typical, others, Int8Search.MOST_WIDE);
  }

  /** With another share of the work that may stay in single precision. */
  static Int8Exporter of(
      ModelFolder folder, List<String> typical, List<String> others, double mostWide) {
    Int8File.requireProducts(folder);
    var single = GraphExport.graph(folder.spec(), folder.weights()).toModel();
    var inputs = Int8Graph.inputs(single.graph());
    var calibration = Calibration.of(single, inputs, tokens(folder, typical));
    var compared = tokens(folder, others);
    var wanted = Int8Search.vectors("the graph", single, compared);
    var best = new Int8Search(single, calibration, compared, wanted, mostWide).best();
    return new Int8Exporter(folder.graphStamp().on(best.model), best.fidelity);
  }

  private static List<TokenIds> tokens(ModelFolder folder, List<String> texts) {
    int count = Math.min(LOOKED_AT, texts.size());
    var spread =
        IntStream.range(0, count)
            .mapToObj(i -> texts.get((int) ((long) i * texts.size() / count)))
            .toList();
    var tokens = folder.tokenize(spread).stream().filter(text -> text.length() > 0).toList();
    if (tokens.isEmpty()) {
      throw new IllegalArgumentException(
          "an 8-bit graph needs texts to be made and compared with, got none; give some hundred");
    }
    return tokens;
  }

  /** {@return how near the graph is to the model} */
  public Fidelity fidelity() {
    return fidelity;
  }

  /**
   * Writes the graph into a model folder.
   *
   * @param folder the folder of the model that the graph was made from, or a copy; in any other the
   *     graph is not run
   * @return the file
   * @throws IllegalStateException if the graph is too far from the model; nothing is written then
   * @throws UncheckedIOException if the folder cannot be written
   */
  public Path writeInto(Path folder) {
    if (!fidelity.isEnough()) {
      throw new IllegalStateException(
          "the 8-bit graph must have a mean cosine of %.3f to the model, got %.4f over %d texts (least %.4f); nothing was written, use the model as it is"
              .formatted(LEAST_COSINE, fidelity.meanCosine, fidelity.texts, fidelity.leastCosine));
    }
    Path file = Int8File.of(folder);
    try {
      Files.createDirectories(file.getParent());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    model.write(file);
    return file;
  }
}
