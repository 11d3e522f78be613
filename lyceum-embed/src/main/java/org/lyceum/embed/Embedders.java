// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import ai.onnxruntime.OrtEnvironment;
import java.nio.file.Path;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.GraphPrecision;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.folder.SavedModel;

/** Opens embedders. Start here. */
public final class Embedders {
  private Embedders() {}

  /**
   * Starts to load the native library that embedders run on, for who waits for a first vector: a
   * folder is read meanwhile. A library that cannot be loaded is met again by who needs it.
   */
  public static void loadAhead() {
    Thread.ofPlatform().name("lyceum-onnx").daemon().start(Embedders::load);
  }

  private static void load() {
    try {
      OrtEnvironment.getEnvironment();
    } catch (RuntimeException | LinkageError e) {
      // said where an embedder is opened
    }
  }

  /**
   * {@return an embedder of a model by its name or folder}
   *
   * @param nameOrPath a known name such as {@code minilm-l6}, or the path of a model folder
   * @param options how it works
   * @throws org.lyceum.tensor.DataException if the folder is incomplete or broken
   */
  public static Embedder open(String nameOrPath, EmbedderOptions options) {
    return open(Models.resolve(nameOrPath), options);
  }

  /**
   * {@return an embedder of a model by its name or folder, with the default options}
   *
   * @param nameOrPath a known name such as {@code minilm-l6}, or the path of a model folder
   */
  public static Embedder open(String nameOrPath) {
    return open(nameOrPath, EmbedderOptions.DEFAULT);
  }

  /**
   * {@return an embedder of a model folder: {@link SavedEmbedder} where it has a router or modules
   * that {@link ModelFolder} does not take}
   *
   * @param folder of the model
   * @param options how it works
   * @throws org.lyceum.tensor.DataException if the folder is incomplete or broken, or its model
   *     gives something else than a vector a text
   */
  public static Embedder open(Path folder, EmbedderOptions options) {
    return SavedModel.isNeededFor(folder)
        ? SavedEmbedder.open(SavedModel.open(folder), options)
        : open(ModelFolder.open(folder), options);
  }

  /**
   * {@return an embedder of a language model that was never trained to embed}
   *
   * @param folder a plain folder of transformers, or a model folder
   * @param technique how texts are put to it, such as {@link Technique#promptEol}
   * @param options how it works
   * @throws org.lyceum.tensor.DataException if the folder is incomplete or broken
   */
  public static Embedder open(Path folder, Technique technique, EmbedderOptions options) {
    return PromptedEmbedder.open(folder, technique, options);
  }

  /**
   * {@return an embedder of a model: {@link StaticEmbedder} for a table, else {@link OnnxEmbedder}}
   *
   * @param folder the model; the embedder closes it, also if it cannot be opened
   * @param options how it works
   * @throws IllegalStateException if the 8-bit graph is asked for and the folder has none
   */
  public static Embedder open(ModelFolder folder, EmbedderOptions options) {
    try {
      if (options.precision() == GraphPrecision.INT8) {
        Int8File.requireProducts(folder);
      }
      return folder.backbone() instanceof Backbone.OfTable
          ? StaticEmbedder.open(folder, options)
          : OnnxEmbedder.open(folder, options);
    } catch (RuntimeException e) {
      folder.close();
      throw e;
    }
  }
}
