// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.Locale;
import java.util.function.Supplier;
import org.lyceum.embed.CutEmbedder;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.ModelFolder;
import org.lyceum.torch.Precision;
import org.lyceum.train.Layout;
import org.lyceum.train.TorchEmbedder;

/** In which numbers a model's vectors are computed. */
public enum Computing {
  /** As the model was trained. */
  FLOAT32 {
    @Override
    public Embedder open(Supplier<ModelFolder> model, EmbedderOptions options) {
      return Embedders.open(model.get(), options.precision(GraphPrecision.FLOAT32));
    }
  },
  /** By the 8-bit graph that the folder holds. */
  INT8 {
    @Override
    public Embedder open(Supplier<ModelFolder> model, EmbedderOptions options) {
      return Embedders.open(model.get(), options.precision(GraphPrecision.INT8));
    }
  },
  /** By libtorch, whose linear layers then multiply in 16 bits. */
  BFLOAT16 {
    @Override
    public Embedder open(Supplier<ModelFolder> model, EmbedderOptions options) {
      var layout = Layout.INFERENCE.withWorkers(options.workers());
      return CutEmbedder.open(
          model.get(), options, folder -> TorchEmbedder.of(folder, layout, Precision.BFLOAT16));
    }
  };

  /**
   * {@return an embedder that computes so}
   *
   * @param model opens the model; the embedder closes it
   * @param options how it works; its precision does not count
   * @throws IllegalStateException if the folder has no graph for it
   * @throws org.lyceum.tensor.DataException if the model cannot be computed so
   */
  public abstract Embedder open(Supplier<ModelFolder> model, EmbedderOptions options);

  /** {@return the name on the command line} */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
