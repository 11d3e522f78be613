// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.lyceum.family.Architecture;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.torch.Torch;
import org.lyceum.weights.Safetensors;
import org.lyceum.weights.Weights;

/** Reference values of one case: inputs and what an implementation answered. */
final class Reference {
  /** What a float32 computation of pooled vectors and probabilities may lose. */
  private static final double TIGHT = 2e-6;

  private static final String LOST = "max_abs_diff_float32_float64";

  /** What a model is given, and what losses are made with; all else is its answer. */
  private static final Set<String> GIVEN =
      Set.of(
          "input_ids",
          "attention_mask",
          "attention_mask_4d",
          "position_ids",
          "token_type_ids",
          "decoder_input_ids",
          "pixel_values",
          "noise",
          "labels",
          "loss_weight",
          "text_weight",
          "image_weight");

  /** Of numbers that are at most 1. */
  private static final Pattern OF_ONE = Pattern.compile("pooled\\.|((text|image)\\.)?attention\\.");

  private final Weights values;
  private final String prefix;
  private final JsonNode lost;

  /**
   * Values of a case.
   *
   * @param values of all cases
   * @param name of the case
   * @param lost what the reference itself loses in float32, by array or group of gradients
   */
  private Reference(Weights values, String name, JsonNode lost) {
    this.values = values;
    this.prefix = name + ".";
    this.lost = lost;
  }

  /** The cases of a file that an encoder of padded texts or of pictures can answer. */
  static List<Reference> read(Path fixture) {
    Path file = file(fixture);
    Weights values = Safetensors.open(file);
    Set<String> cases = new TreeSet<>();
    for (String name : values.names()) {
      if (name.endsWith(".attention_mask") || name.endsWith(".pixel_values")) {
        cases.add(name.substring(0, name.indexOf('.')));
      }
    }
    if (cases.isEmpty()) {
      throw new DataException(
          file,
          "must hold '<case>.input_ids' and '<case>.attention_mask', or '<case>.pixel_values', but"
              + " has neither");
    }
    JsonNode about =
        JsonFile.readIfPresent(file.resolveSibling("expected.json"))
            .map(json -> json.root().path("cases"))
            .orElse(MissingNode.getInstance());
    return cases.stream()
        .map(name -> new Reference(values, name, about.path(name).path(LOST)))
        .toList();
  }

  private static Path file(Path fixture) {
    return Files.isDirectory(fixture) ? fixture.resolve("expected.safetensors") : fixture;
  }

  /** The full names of all arrays that a model should give. */
  static List<String> answers(Path fixture) {
    return Safetensors.open(file(fixture)).names().stream()
        .filter(name -> !GIVEN.contains(name.substring(name.indexOf('.') + 1)))
        .toList();
  }

  /**
   * Refuses values of another encoder, which could not even be compared.
   *
   * @param config sizes of the encoder
   * @param fixture where the values are from
   * @throws DataException if widths, layers or vocabularies differ
   */
  void requireFits(Architecture.Sizes config, Path fixture) {
    long width = has("last_hidden_state") ? sizes("last_hidden_state")[2] : config.width();
    long layers = Math.max(0, below("hidden.").size() - 1);
    long attended =
        below("attention.").stream().mapToLong(layer -> Long.parseLong(layer) + 1).max().orElse(0);
    long highest = LongStream.of(longs("input_ids")).max().orElse(0);
    if (width != config.width()
        || (layers > 0 && layers != config.layers())
        || attended > config.layers()
        || highest >= config.vocabulary()) {
      throw new DataException(
          fixture,
          "must hold values of the same encoder: it has width %d, %d layers and token ids to %d, the"
                  .formatted(width, Math.max(layers, attended), highest)
              + " model width %d, %d layers and a vocabulary of %d"
                  .formatted(config.width(), config.layers(), config.vocabulary()));
    }
    if (longestText() > config.longest()) {
      throw new DataException(
          fixture,
          "must hold texts that the model reads, of at most %d tokens, but '%s' has one of %d; leave"
                  .formatted(config.longest(), name(), longestText())
              + " it out");
    }
  }

  /** Tokens that are not padding. */
  private long longestText() {
    long[] mask = longs("attention_mask");
    int length = length();
    return IntStream.range(0, texts())
        .mapToLong(text -> LongStream.of(mask).skip((long) text * length).limit(length).sum())
        .max()
        .orElse(0);
  }

  /** Of the case. */
  String name() {
    return prefix.substring(0, prefix.length() - 1);
  }

  /** The encoder as the case has it: its name says so where that is not what the model says. */
  Architecture of(Architecture model) {
    if (prefix.endsWith("_bidirectional.")) {
      return model.causal(false);
    }
    return prefix.endsWith("_causal.") ? model.causal(true) : model;
  }

  boolean has(String name) {
    return values.names().contains(prefix + name);
  }

  float[] floats(String name) {
    return values.floats(prefix + name);
  }

  long[] longs(String name) {
    return values.longs(prefix + name);
  }

  boolean isWhole(String name) {
    return !values.dtype(prefix + name).isFloating();
  }

  /** An array as a tensor of libtorch. */
  Tensor tensor(String name) {
    return isWhole(name)
        ? Torch.tensor(longs(name), sizes(name))
        : Torch.tensor(floats(name), sizes(name));
  }

  long[] sizes(String name) {
    return values.shape(prefix + name).sizes();
  }

  /** The names below a prefix such as {@code grad.}, without it. */
  List<String> below(String group) {
    return values.names().stream()
        .filter(name -> name.startsWith(prefix + group))
        .map(name -> name.substring((prefix + group).length()))
        .toList();
  }

  int texts() {
    return Math.toIntExact(sizes("input_ids")[0]);
  }

  int length() {
    return Math.toIntExact(sizes("input_ids")[1]);
  }

  /** The difference of an array, where the mask is 1. */
  Difference compare(String name, String runtime, float[] found, long[] mask) {
    float[] wanted = floats(name);
    boolean tight = OF_ONE.matcher(name).lookingAt();
    double usual = tight ? TIGHT : 1e-5 * Math.max(1, largest(wanted));
    double tolerance = Math.max(usual, 5 * lost(name) + 1e-6);
    return new Difference(prefix + name, runtime, difference(found, wanted, mask), tolerance);
  }

  /** What the reference loses: where a model is sharp, float32 gives less than in others. */
  private double lost(String name) {
    String group = name.substring(0, Math.max(0, name.indexOf('.')));
    return lost.has(name) ? lost.path(name).asDouble() : lost.path(group).asDouble();
  }

  /** The difference of a sum with much cancellation. */
  Difference compareSum(String name, double found, double sizeOfTerms) {
    double difference = Math.abs(found - floats(name)[0]);
    return new Difference(prefix + name, "torch", difference, 1e-6 * Math.max(1, sizeOfTerms));
  }

  /** The largest absolute value. */
  static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** The largest absolute difference where the mask is 1; infinite where one is not a number. */
  static double difference(float[] found, float[] wanted, long[] mask) {
    if (found.length != wanted.length) {
      return Double.POSITIVE_INFINITY;
    }
    int each = mask.length == 0 ? found.length : found.length / mask.length;
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      double difference = Math.abs((double) found[i] - wanted[i]);
      if (Double.isNaN(difference)) {
        return Double.POSITIVE_INFINITY;
      }
      largest = mask.length == 0 || mask[i / each] != 0 ? Math.max(largest, difference) : largest;
    }
    return largest;
  }
}
