// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Path;
import java.util.Objects;
import org.lyceum.family.Architecture;
import org.lyceum.weights.Weights;

/**
 * A checkpoint of an encoder, which may say nothing of pooling: what pretraining starts from.
 *
 * @param path the folder
 * @param architecture what it is
 * @param weights the parameters by the names of the base model; those of heads too
 */
public record EncoderFolder(Path path, Architecture architecture, Weights weights) {
  /**
   * {@return the checkpoint of a folder}
   *
   * @param path holds {@code config.json} and weights; or a model folder
   * @throws org.lyceum.tensor.DataException if a part is missing, broken or not supported
   */
  public static EncoderFolder open(Path path) {
    Path folder = FolderReader.encoderFolder(path.toAbsolutePath().normalize());
    Backbone backbone = FolderReader.backbone(folder);
    var architecture = Objects.requireNonNull(backbone.architecture());
    return new EncoderFolder(
        folder, architecture, FolderWeights.encoder(folder, path, architecture.names()));
  }
}
