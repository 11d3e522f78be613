// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Path;
import org.lyceum.encoder.BertConfig;
import org.lyceum.weights.Weights;

/**
 * A BERT checkpoint, which may say nothing of pooling: what pretraining starts from.
 *
 * @param path the folder
 * @param config the sizes
 * @param weights the parameters by the names of the base model; those of heads begin with {@code
 *     cls.}
 */
public record EncoderFolder(Path path, BertConfig config, Weights weights) {
  /**
   * {@return the checkpoint of a folder}
   *
   * @param path holds {@code config.json} and weights; or a model folder
   * @throws org.lyceum.tensor.DataException if a part is missing, broken or not supported
   */
  public static EncoderFolder open(Path path) {
    Path folder = FolderReader.encoderFolder(path.toAbsolutePath().normalize());
    BertConfig config = FolderReader.bert(folder);
    return new EncoderFolder(folder, config, FolderWeights.encoder(folder, path));
  }
}
