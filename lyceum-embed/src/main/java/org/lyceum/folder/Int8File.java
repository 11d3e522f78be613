// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Files;
import java.nio.file.Path;

/** The 8-bit graph of a model folder, which stands beside the model and is never it. */
public final class Int8File {
  /** Where it is in the folder. */
  public static final String NAME = "onnx/model_int8.onnx";

  private Int8File() {}

  /**
   * {@return where the graph of a folder is or would be}
   *
   * @param folder of a model
   */
  public static Path of(Path folder) {
    return folder.resolve(NAME);
  }

  /**
   * {@return whether a folder has one}
   *
   * @param folder of a model
   */
  public static boolean isIn(Path folder) {
    return Files.exists(of(folder));
  }

  /**
   * {@return a hash of the graph, which the fingerprint of the model leaves out}
   *
   * @param folder has one
   */
  public static String fingerprint(Path folder) {
    return Fingerprint.ofFile(of(folder));
  }

  /**
   * Refuses a model that can have no 8-bit graph, before any work is done for one.
   *
   * @param folder the model
   * @throws IllegalArgumentException if it is a table
   */
  public static void requireProducts(ModelFolder folder) {
    if (folder.backbone() instanceof Backbone.OfTable) {
      throw new IllegalArgumentException(
          "%s is a static table, which has no 8-bit graph; it is fast as it is"
              .formatted(folder.path()));
    }
  }
}
