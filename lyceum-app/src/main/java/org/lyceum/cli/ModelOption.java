// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.PromptedEmbedder;
import org.lyceum.embed.Technique;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.folder.SavedModel;
import org.lyceum.folder.StatedPooling;
import org.lyceum.pooling.Pooling;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The model that a command works with. */
final class ModelOption {
  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model's name, such as minilm-l6, or its folder.")
  String name = "";

  @Option(
      names = "--pooling",
      paramLabel = "KIND",
      description =
          "How a folder pools that does not say it: cls, mean, max, lasttoken, weightedmean,"
              + " mean_sqrt_len_tokens, or several joined by +.")
  @Nullable String pooling;

  @Option(
      names = "--normalize",
      description = "With --pooling: vectors of a folder without modules.json get length 1.")
  boolean normalize;

  /** Where the model is. */
  Path folder() {
    return Models.resolve(name);
  }

  /** Whether it is more than an encoder and a pooling. */
  boolean isSaved() {
    return pooling == null && SavedModel.isNeededFor(folder());
  }

  /** Opens the model to embed with it. */
  Embedder embedder(EmbedderOptions options) {
    return isSaved() ? Embedders.open(folder(), options) : Embedders.open(open(), options);
  }

  /** Opens the model to embed with it by a technique, which says itself what becomes the vector. */
  PromptedEmbedder embedder(Technique technique, EmbedderOptions options) {
    if (pooling != null || normalize) {
      throw new IllegalArgumentException(
          "--technique says which tokens become the vector; leave out --pooling and --normalize");
    }
    return PromptedEmbedder.open(folder(), technique, options);
  }

  /** Opens the model. */
  ModelFolder open() {
    return open(folder());
  }

  /** Opens a folder as the options say that the model is to be opened. */
  ModelFolder open(Path folder) {
    if (pooling == null) {
      if (normalize) {
        throw new IllegalArgumentException(
            "--normalize goes with --pooling only; add it or leave it out");
      }
      return ModelFolder.open(folder);
    }
    return ModelFolder.open(folder, new StatedPooling(Pooling.named(pooling), normalize));
  }
}
