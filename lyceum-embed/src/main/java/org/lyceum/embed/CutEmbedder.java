// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import java.util.function.Function;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Cut;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;

/**
 * Vectors of an embedder that knows nothing of widths, cut as the model's folder and the options
 * say: the way of every embedder of {@link Embedders}, for one that computes by other means.
 */
public final class CutEmbedder extends EmbedderInFront {
  private final ModelFolder folder;
  private final Cut cut;

  private CutEmbedder(Embedder embedder, ModelFolder folder, Cut cut) {
    super(embedder);
    this.folder = folder;
    this.cut = cut;
  }

  /**
   * {@return an embedder of a model that computes by other means, checked with the golden vectors,
   * which it has to be near to}
   *
   * @param folder of the model; closed with the embedder, also if this fails
   * @param options whose width counts
   * @param opener makes an embedder of the model's full width
   * @throws IllegalArgumentException if the width is more than the model's
   * @throws org.lyceum.tensor.DataException if a golden vector points elsewhere
   */
  public static Embedder open(
      ModelFolder folder, EmbedderOptions options, Function<ModelFolder, Embedder> opener) {
    try {
      var cut = Cut.of(folder.spec(), options.truncateDim()); // refuses before anything is opened
      var embedder = new CutEmbedder(opener.apply(folder), folder, cut);
      try {
        folder.golden().ifPresent(golden -> golden.checkNear(folder.path(), embedder::whole));
        return embedder;
      } catch (RuntimeException e) {
        embedder.embedder.close();
        throw e;
      }
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }

  private List<float[]> whole(List<String> texts) {
    return embedder.embed(texts, new Prompt.None(), Progress.NONE).rows();
  }

  @Override
  public String fingerprint() {
    return Sha256.of(embedder.fingerprint() + cut);
  }

  @Override
  public int width() {
    return cut.kept();
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    var whole = embedder.embed(texts, prompt, progress);
    return new Vectors(whole.rows().stream().map(cut::apply).toList(), whole.truncated());
  }

  @Override
  public void close() {
    try {
      embedder.close();
    } finally {
      folder.close();
    }
  }
}
