// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lyceum.nn.AskedParameters;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.MergedWeights;
import org.lyceum.weights.Weights;

/**
 * A model folder of sentence-transformers of any kind, in either dialect: dense, sparse,
 * multi-vector or cross-encoder, with one way for all texts or a router. What the folder does not
 * say is an error, not a guess. {@link ModelFolder} is the simpler view of a dense model without a
 * router, which trains and embeds.
 */
public final class SavedModel implements AutoCloseable {
  private final Path path;
  private final ModelLayout layout;
  private final Weights weights;
  private final Map<String, RouteTokens> tokens = new HashMap<>();

  private SavedModel(Path path, ModelLayout layout, Weights weights) {
    this.path = path;
    this.layout = layout;
    this.weights = weights;
  }

  /**
   * {@return the model of a folder}
   *
   * @param path the folder
   * @throws DataException if a part is missing, broken or not supported; says which file, and what
   *     to do
   */
  public static SavedModel open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    ReplacedFolder.restore(folder);
    ModelLayout layout = ModelLayout.read(folder);
    var model = new SavedModel(folder, layout, weights(folder, layout));
    try {
      layout.routes().forEach((name, route) -> model.tokens.put(name, tokens(folder, route)));
      return model;
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** The tokenizer of a route, whose ids its first part must know. */
  static RouteTokens tokens(Path folder, Route route) {
    return new RouteTokens(route, folder.resolve(route.parts().getFirst().folder()));
  }

  /** All parameters, checked to be finite, and to be there in their shapes. */
  static Weights weights(Path folder, ModelLayout layout) {
    var parts = new ArrayList<Weights>();
    var done = new HashSet<String>();
    for (Route route : layout.routes().values()) {
      for (Route.Part part : route.parts()) {
        if (done.add(part.folder())) {
          Weights own = weights(folder.resolve(part.folder()), part.stage());
          parts.add(
              part.folder().isEmpty() ? own : FolderWeights.prefixed(own, part.prefix() + "."));
        }
      }
    }
    Weights all = new MergedWeights(parts);
    all.requireFinite(folder);
    requireParameters(folder, layout, all);
    return all;
  }

  private static Weights weights(Path folder, Stage stage) {
    return switch (stage) {
      case FirstStage.Encode encode -> encoder(folder, encode);
      case FirstStage.Predict predict -> encoder(folder, predict.encode());
      case FirstStage.Classify classify -> encoder(folder, classify.encode());
      case FirstStage.Bag bag -> StaticFile.table(folder);
      default ->
          SavedModelWriter.hasWeights(stage)
              ? FolderWeights.ofModule(folder)
              : new MergedWeights(List.of());
    };
  }

  private static Weights encoder(Path folder, FirstStage.Encode encode) {
    return FolderWeights.encoder(folder, folder, encode.backbone().architecture().names());
  }

  /**
   * Makes sure that all parameters are there in their shapes, by recording what uses them; and no
   * fewer layers than the weights have.
   */
  private static void requireParameters(Path folder, ModelLayout layout, Weights weights) {
    var asked = new HashSet<String>();
    for (Route route : layout.routes().values()) {
      asked.addAll(asked(folder, route, weights));
    }
    var layers = new AllLayers(folder, asked);
    for (Route route : layout.routes().values()) {
      if (route.first().hasNoLayers()) {
        Route.Part first = route.parts().getFirst();
        layers.requireNone(weights, first.folder().isEmpty() ? "" : first.prefix() + ".");
      }
    }
    layers.requireOf(weights);
  }

  private static Set<String> asked(Path folder, Route route, Weights weights) {
    var graph = new OnnxGraph("check");
    var parameters = new AskedParameters(graph.parameters(weights));
    try {
      RouteGraph.record(graph, route, parameters);
      return parameters.names();
    } catch (IllegalArgumentException e) {
      throw new DataException(
          folder, "the weights must fit their configuration: " + e.getMessage(), e);
    }
  }

  /** {@return the folder} */
  public Path path() {
    return path;
  }

  /** {@return the name of the folder} */
  public String name() {
    return path.getFileName() == null ? path.toString() : path.getFileName().toString();
  }

  /** {@return what the model is} */
  public ModelLayout layout() {
    return layout;
  }

  /**
   * {@return the parameters: those of a module by the name of its folder and a dot, with dots for
   * slashes, such as {@code document_0_Transformer.}, those of an encoder by the names of the base
   * model}
   */
  public Weights weights() {
    return weights;
  }

  /**
   * {@return a text as its route takes it}
   *
   * @param prompt what is put in front
   * @param text any text, the empty one too
   * @param role what the text is
   */
  public RouteInput input(String prompt, String text, TextRole role) {
    return tokens(role).text(prompt, text, role);
  }

  /**
   * {@return two texts as a cross-encoder takes them}
   *
   * @param prompt what is put in front of the first
   * @param first such as a query
   * @param second such as a document
   */
  public RouteInput pair(String prompt, String first, String second) {
    return tokens(TextRole.ANY).pair(prompt, first, second);
  }

  private RouteTokens tokens(TextRole role) {
    return java.util.Objects.requireNonNull(tokens.get(layout.routeName(role)));
  }

  /**
   * {@return whether a folder is more than a dense model of an encoder, pooling and layers, which
   * {@link ModelFolder} reads}
   *
   * @param folder of a model
   */
  public static boolean isNeededFor(Path folder) {
    Path path = folder.toAbsolutePath().normalize();
    ReplacedFolder.restore(path);
    return OtherKinds.isOne(path);
  }

  /** {@return a hash of all files that the model depends on, as of {@link ModelFolder}} */
  public String fingerprint() {
    return Fingerprint.of(path);
  }

  /** {@return what to say to who wants one encoder with one pooling} */
  public DataException notOneEncoder() {
    return OtherKinds.refusal(path, layout);
  }

  @Override
  public void close() {
    tokens.values().forEach(RouteTokens::close);
  }
}
