// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lyceum.family.Architecture;
import org.lyceum.family.Families;
import org.lyceum.family.Family;
import org.lyceum.family.PairArchitecture;
import org.lyceum.family.PictureArchitecture;
import org.lyceum.files.JsonFile;
import org.lyceum.nn.AskedParameters;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DataException;
import org.lyceum.text.Tokenizer;
import org.lyceum.weights.Weights;

/**
 * What is left to open of a folder whose settings were read; and what its files say, for who looks
 * at a folder that may not open.
 *
 * @param weights opens them all; refuses what is missing, not finite, or of another shape than the
 *     settings say
 * @param tokenizers opens them all; refuses ids that the model does not know
 */
public record FolderParts(Runnable weights, Runnable tokenizers) {
  /**
   * {@return the parts of a folder of any kind, whose settings are read by what reads them to
   * embed}
   *
   * @param folder of a model
   * @throws DataException if the settings are missing, broken or not supported
   */
  public static FolderParts of(Path folder) {
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

  /**
   * {@return the parts of a folder of transformers alone}
   *
   * @param folder of the model
   * @param family what its {@code config.json} names
   */
  public static FolderParts of(Path folder, Family family) {
    return new FolderParts(
        () -> load(folder, family, FolderWeights.encoder(folder, folder, family.names())),
        () -> Tokenizer.open(folder).close());
  }

  private static void load(Path folder, Family family, Weights weights) {
    var parameters = new AskedParameters(new OnnxGraph("check").parameters(weights));
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
    var layers = new AllLayers(folder, parameters.names());
    if (family instanceof Architecture texts && texts.sizes().layers() == 0) {
      layers.requireNone(weights, "");
    }
    layers.requireOf(weights);
  }

  /**
   * {@return where the files of the encoder and its tokenizer are}
   *
   * @param folder of a model
   */
  public static Path encoder(Path folder) {
    return FolderReader.encoderFolder(folder);
  }

  /**
   * {@return the file of an encoder's weights or the list of its shards, if there is one}
   *
   * @param encoder as of {@link #encoder}
   */
  public static Optional<Path> weights(Path encoder) {
    return FolderWeights.file(encoder);
  }

  /**
   * {@return the graph for inference, if there is one}
   *
   * @param folder of a model
   */
  public static Optional<Path> graph(Path folder) {
    return FolderWeights.graph(folder);
  }

  /**
   * {@return the graph for inference where it is known to be the model, as of {@link
   * ModelFolder#vouchedGraph}}
   *
   * @param folder of a model
   */
  public static Optional<Path> vouchedGraph(Path folder) {
    return FolderWeights.vouchedGraph(folder);
  }

  /**
   * Makes sure that the modules of a folder are of kinds that are known.
   *
   * @param folder with a {@code modules.json}
   * @throws DataException if one is not
   */
  public static void requireModules(Path folder) {
    ModuleEntry.read(folder, JsonFile.read(folder.resolve("modules.json")));
  }

  /**
   * {@return whether a class of modules is known, in either dialect}
   *
   * @param className as in {@code modules.json}
   */
  public static boolean isModule(String className) {
    return ModuleType.isKnown(className);
  }

  /**
   * {@return whether a {@code config.json} is of a model with a classification head}
   *
   * @param config the file
   */
  public static boolean isClassifier(JsonFile config) {
    return LayoutReader.isClassifier(config);
  }

  /**
   * {@return the poolings that a file turns on, in either dialect, known or not}
   *
   * @param pooling the content of a pooling module's {@code config.json}
   */
  public static List<String> poolings(JsonNode pooling) {
    return PoolingFile.turnedOn(pooling);
  }
}
