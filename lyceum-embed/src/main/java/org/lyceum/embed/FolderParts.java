// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Files;
import java.nio.file.Path;
import org.lyceum.family.Architecture;
import org.lyceum.family.Families;
import org.lyceum.family.Family;
import org.lyceum.family.PairArchitecture;
import org.lyceum.family.PictureArchitecture;
import org.lyceum.nn.Parameters;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DataException;
import org.lyceum.text.JsonFile;
import org.lyceum.text.Tokenizer;
import org.lyceum.weights.Weights;

/**
 * What is left to open of a folder whose settings were read.
 *
 * @param weights opens them all; refuses what is missing, not finite, or of another shape than the
 *     settings say
 * @param tokenizers opens them all; refuses ids that the model does not know
 */
record FolderParts(Runnable weights, Runnable tokenizers) {
  /** Reads the settings of a folder of any kind, by what reads them to embed. */
  static FolderParts of(Path folder) {
    if (OtherKinds.isOne(folder)) {
      return of(folder, ModelLayout.read(folder));
    }
    return Files.exists(folder.resolve("modules.json"))
        ? of(folder, new FolderReader(folder).read(null))
        : of(folder, Families.any(JsonFile.read(folder.resolve("config.json"))));
  }

  private static FolderParts of(Path folder, ModelLayout layout) {
    return new FolderParts(
        () -> SavedModel.weights(folder, layout),
        () -> layout.routes().values().forEach(r -> SavedModel.tokens(folder, r).close()));
  }

  private static FolderParts of(Path folder, ModelSpec spec) {
    return new FolderParts(
        () -> ModelFolder.weights(folder, spec), () -> ModelFolder.tokenizer(folder, spec).close());
  }

  /** Of a folder of transformers alone. */
  static FolderParts of(Path folder, Family family) {
    return new FolderParts(
        () -> load(folder, family, FolderWeights.encoder(folder, folder, family.names())),
        () -> Tokenizer.open(folder).close());
  }

  private static void load(Path folder, Family family, Weights weights) {
    Parameters parameters = new OnnxGraph("check").parameters(weights);
    try {
      switch (family) {
        case Architecture texts -> texts.load(parameters);
        case PictureArchitecture pictures -> pictures.load(parameters);
        case PairArchitecture both -> both.load(parameters);
      }
    } catch (IllegalArgumentException e) {
      throw new DataException(
          folder, "the weights must fit config.json: " + e.getMessage() + "; take both of one", e);
    }
  }
}
