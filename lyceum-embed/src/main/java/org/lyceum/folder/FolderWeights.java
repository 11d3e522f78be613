// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lyceum.family.Architecture.CheckpointNames;
import org.lyceum.files.JsonFile;
import org.lyceum.head.HeadModule;
import org.lyceum.onnx.OnnxModel;
import org.lyceum.onnx.OnnxWeights;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.UnsupportedException;
import org.lyceum.weights.MergedWeights;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

/** The parameters of a model folder, wherever they are. */
final class FolderWeights {
  private static final List<String> FILES =
      List.of("model.safetensors", "model.safetensors.index.json");
  private static final List<String> GRAPHS = List.of("onnx/model.onnx", "model.onnx");
  private static final List<String> PICKLES =
      List.of("pytorch_model.bin", "pytorch_model.bin.index.json");

  private FolderWeights() {}

  /** The graph for inference, if there is one. */
  static Optional<Path> graph(Path folder) {
    return first(folder, GRAPHS);
  }

  /**
   * The graph for inference where it is known to be the model: where its stamp is that of the
   * folder's files, or the weights are nowhere else and it does not say that its settings were
   * others. Any other may be of weights that were trained on since.
   */
  static Optional<Path> vouchedGraph(Path folder) {
    Optional<Path> graph = graph(folder);
    boolean alone = first(FolderReader.encoderFolder(folder), FILES).isEmpty();
    return graph.filter(file -> alone ? !isOfOtherSettings(folder, file) : isStamped(folder, file));
  }

  private static boolean isOfOtherSettings(Path folder, Path graph) {
    return GraphStamp.of(folder, "").contradicts(OnnxModel.open(graph));
  }

  private static boolean isStamped(Path folder, Path graph) {
    try {
      return GraphStamp.of(folder, "").isOn(OnnxModel.open(graph));
    } catch (DataException e) {
      return false; // a damaged one is not needed where there are weights
    }
  }

  /** The files of an encoder's weights, all shards of them. */
  static List<Path> files(Path encoder) {
    var single = encoder.resolve("model.safetensors");
    if (Files.exists(single)) {
      return List.of(single);
    }
    try (var all = Files.list(encoder)) {
      return all.filter(file -> file.getFileName().toString().endsWith(".safetensors")).toList();
    } catch (IOException e) {
      throw new DataException(encoder, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Optional<Path> first(Path folder, List<String> names) {
    return names.stream().map(folder::resolve).filter(Files::exists).findFirst();
  }

  /** All parameters, checked to be finite. */
  static Weights open(Path folder, ModelSpec spec) {
    Path encoder = FolderReader.encoderFolder(folder);
    var architecture = spec.backbone().architecture();
    var parts = new ArrayList<Weights>();
    parts.add(
        architecture == null
            ? StaticFile.table(encoder)
            : unchecked(encoder, folder, architecture.names()));
    List<Path> moduleFolders = moduleFolders(folder, spec);
    for (int i = 0; i < spec.modules().size(); i++) {
      if (!(spec.modules().get(i) instanceof HeadModule.Normalize)) {
        Path own = moduleFolders.get(i);
        String prefix = spec.folderOf(i) + ".";
        if (Files.exists(own.resolve("model.safetensors"))
            || !hasPrefix(parts.getFirst(), prefix)) {
          parts.add(prefixed(ofModule(own), prefix));
        }
      }
    }
    return checked(folder, parts.size() == 1 ? parts.getFirst() : new MergedWeights(parts));
  }

  /** The parameters of an encoder, checked to be finite. */
  static Weights encoder(Path encoder, Path folder, CheckpointNames names) {
    return checked(encoder, unchecked(encoder, folder, names));
  }

  /** The file of an encoder's weights, or the list of its shards, if it has one. */
  static Optional<Path> file(Path encoder) {
    return first(encoder, FILES);
  }

  private static Weights unchecked(Path encoder, Path folder, CheckpointNames names) {
    Optional<Path> file = file(encoder);
    if (file.isPresent()) {
      return canonical(file.get(), names, Safetensors.open(file.get()));
    }
    Optional<Path> graph = graph(folder);
    if (graph.isPresent()) {
      return canonical(graph.get(), names, OnnxWeights.open(graph.get()));
    }
    refusePickle(encoder);
    throw new DataException(
        encoder, "must hold weights: model.safetensors or onnx/model.onnx; add one of them");
  }

  /** The parameters of a module whose file is its own. */
  static Weights ofModule(Path folder) {
    Path file = folder.resolve("model.safetensors");
    if (!Files.exists(file)) {
      refusePickle(folder);
    }
    return Safetensors.open(file);
  }

  private static void refusePickle(Path folder) {
    first(folder, PICKLES)
        .ifPresent(
            file -> {
              throw new UnsupportedException(
                  file, "it is a pickle, which can run code; save the weights as safetensors");
            });
  }

  private static Weights canonical(Path file, CheckpointNames names, Weights weights) {
    try {
      return names.canonical(weights);
    } catch (IllegalArgumentException e) {
      throw new DataException(file, e);
    }
  }

  /** The parameters of a module by the names of its file. */
  static Weights asWritten(Path folder) {
    return Safetensors.open(first(folder, FILES).orElseGet(() -> folder.resolve(FILES.getFirst())));
  }

  private static boolean hasPrefix(Weights weights, String prefix) {
    return weights.names().stream().anyMatch(name -> name.startsWith(prefix));
  }

  /** The same under names that begin with a prefix. */
  static Weights prefixed(Weights weights, String prefix) {
    var names = new LinkedHashMap<String, String>();
    weights.names().forEach(name -> names.put(prefix + name, name));
    return new RenamedWeights(weights, names);
  }

  private static List<Path> moduleFolders(Path folder, ModelSpec spec) {
    Path file = folder.resolve("modules.json");
    int first = spec.backbone() instanceof Backbone.OfTable ? 1 : 2;
    return Files.exists(file)
        ? ModuleEntry.read(folder, JsonFile.read(file)).stream()
            .skip(first)
            .map(ModuleEntry::folder)
            .toList()
        : java.util.Collections.nCopies(spec.modules().size(), folder);
  }

  private static Weights checked(Path folder, Weights weights) {
    weights.requireFinite(folder);
    return weights;
  }

  /** Parameter names to what they are in another folder: the encoder's, or one module's. */
  static Weights under(Weights weights, String prefix) {
    Map<String, String> names = new LinkedHashMap<>();
    for (String name : weights.names()) {
      if (name.startsWith(prefix + ".")) {
        names.put(name.substring(prefix.length() + 1), name);
      }
    }
    return new RenamedWeights(weights, names);
  }
}
