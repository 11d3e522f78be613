// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.Line;
import org.lyceum.data.Lines;
import org.lyceum.family.LayerSubset;
import org.lyceum.files.FolderTree;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.NarrowerVectors;
import org.lyceum.folder.SmallerVocabulary;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.NarrowedWeights;
import org.lyceum.weights.Weights;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What shall be otherwise in a model that is written again. */
final class ModelChanges implements AutoCloseable {
  /** How weights can be held. The names are those on the command line. */
  enum StoredType {
    f32(DType.F32),
    f16(DType.F16),
    bf16(DType.BF16);

    private final DType type;

    StoredType(DType type) {
      this.type = type;
    }
  }

  @Option(
      names = "--layers",
      paramLabel = "N,N...",
      hideParamSyntax = true,
      split = ",",
      description =
          "Which layers, from 0, in this order; some twice for a deeper model. Such a model is to"
              + " be trained before it is used.")
  List<Integer> layers = List.of();

  @Mixin UpScaleOption upScale = new UpScaleOption();

  @Option(
      names = "--dtype",
      paramLabel = "f32|f16|bf16",
      description =
          "How weights are held in model.safetensors, which config.json then names. Lyceum computes"
              + " in float32 either way, transformers 5 in what is named.")
  @Nullable StoredType dtype;

  @Option(
      names = "--rope-theta",
      paramLabel = "BASE",
      description =
          "Another base of rotary positions, for texts longer than it was trained for; layers that"
              + " see a window and have a base of their own keep it.")
  @Nullable Double rotaryBase;

  @Option(
      names = "--width",
      paramLabel = "N",
      description =
          "Vectors of their first N coordinates, with length 1 again where they had it. Every"
              + " reader gives them: the last dense layer or the table gets smaller, else a dense"
              + " layer is added that passes the first N on; truncate_dim, which only some read, is"
              + " not used.")
  @Nullable Integer width;

  @Option(
      names = "--vocabulary",
      paramLabel = "FILE",
      description =
          "Keep only the tokens that these texts need, a text a line; they get the same vectors,"
              + " with each prompt of the model and without. Other texts still work, in smaller"
              + " pieces: single characters or bytes are kept, and all special tokens.")
  @Nullable Path vocabulary;

  private @Nullable Path files;

  /** Whether there are any. */
  boolean areAny() {
    return !layers.isEmpty()
        || upScale.depth != null
        || dtype != null
        || rotaryBase != null
        || width != null
        || vocabulary != null;
  }

  /** Refuses what contradicts itself. */
  void check() {
    upScale.check();
    if (rotaryBase != null && !(rotaryBase > 0 && Double.isFinite(rotaryBase))) {
      throw new IllegalArgumentException(
          "--rope-theta must be a positive number, got " + rotaryBase);
    }
    if (!layers.isEmpty() && upScale.depth != null) {
      throw new IllegalArgumentException(
          "--up-scale chooses the layers itself; leave out --layers or --up-scale");
    }
  }

  /**
   * The model as asked for; the golden vectors of what it was do not hold then.
   *
   * @param folder of the model
   * @param name of what it becomes
   * @param out told how layers were chosen
   */
  ModelContent apply(ModelFolder folder, String name, PrintWriter out) {
    ModelContent whole = ModelContent.of(folder);
    if (!areAny()) {
      return whole;
    }
    Backbone backbone = whole.spec().backbone();
    Weights weights = whole.weights();
    LayerSubset subset = subset(folder, out);
    if (subset != null) {
      backbone = backbone.of(subset);
      weights = subset.of(weights);
    }
    backbone = rotaryBase == null ? backbone : backbone.withRotaryBase(rotaryBase);
    var changed = whole.with(whole.spec().withBackbone(backbone), weights);
    changed = width == null ? changed : NarrowerVectors.of(changed, width);
    changed = vocabulary == null ? changed : ofTexts(changed, vocabulary);
    changed =
        dtype == null
            ? changed
            : changed.with(changed.spec(), new NarrowedWeights(changed.weights(), dtype.type));
    return new Conversion(folder, name, named(), read()).described(changed);
  }

  /** Each option that was given, and its value. */
  private SequencedMap<String, String> named() {
    var named = new LinkedHashMap<String, String>();
    if (!layers.isEmpty()) {
      named.put("layers", layers.stream().map(String::valueOf).collect(Collectors.joining(",")));
    }
    put(named, "up-scale", upScale.depth);
    put(named, "rope-theta", rotaryBase);
    put(named, "width", width);
    put(named, "vocabulary", vocabulary == null ? null : "of the texts of " + nameOf(vocabulary));
    put(named, "dtype", dtype);
    return named;
  }

  private static void put(Map<String, String> named, String key, @Nullable Object value) {
    if (value != null) {
      named.put(key, value.toString());
    }
  }

  private Map<String, String> read() {
    if (vocabulary == null) {
      return Map.of();
    }
    try {
      return Map.of(nameOf(vocabulary), Sha256.of(vocabulary));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String nameOf(Path file) {
    return String.valueOf(file.getFileName());
  }

  private @Nullable LayerSubset subset(ModelFolder folder, PrintWriter out) {
    Integer depth = upScale.depth;
    if (depth != null) {
      return upScale.layers(folder, depth, out);
    }
    return layers.isEmpty() ? null : new LayerSubset(layers);
  }

  private ModelContent ofTexts(ModelContent whole, Path file) {
    var texts = new ArrayList<String>();
    try (var lines = Lines.open(file)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        texts.add(line.text());
      }
    }
    if (texts.stream().allMatch(String::isBlank)) {
      throw new DataException(file, "must hold texts, a text a line, whose tokens are kept");
    }
    try {
      files = Files.createTempDirectory("lyceum-vocabulary");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return SmallerVocabulary.of(whole, texts).content(files);
  }

  /** Deletes what was needed until the model was written. */
  @Override
  public void close() {
    if (files != null) {
      FolderTree.delete(files);
    }
  }
}
