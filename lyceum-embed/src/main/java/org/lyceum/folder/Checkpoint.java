// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import org.lyceum.family.Families;
import org.lyceum.family.Family;
import org.lyceum.files.JsonFile;
import org.lyceum.weights.Weights;

/**
 * A checkpoint of an encoder of texts, of pictures or of both.
 *
 * @param path the folder
 * @param family what it is
 * @param weights the parameters by the names of the base model; those of heads too
 */
public record Checkpoint(Path path, Family family, Weights weights) {
  /**
   * {@return the checkpoint of a folder}
   *
   * @param path holds {@code config.json} and weights; or a model folder
   * @throws org.lyceum.tensor.DataException if a part is missing, broken or not supported
   */
  public static Checkpoint open(Path path) {
    Path folder = FolderReader.encoderFolder(path.toAbsolutePath().normalize());
    var family = Families.any(JsonFile.read(folder.resolve("config.json")));
    return new Checkpoint(folder, family, FolderWeights.encoder(folder, path, family.names()));
  }
}
