// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lyceum.family.Architecture;

/** What a student is made of. */
public sealed interface StudentSpec {
  /**
   * Some of the teacher's layers, in rising order.
   *
   * @param layers which, counted from 0
   */
  record Layers(List<Integer> layers) implements StudentSpec {
    /**
     * Checks the layers.
     *
     * @throws IllegalArgumentException if there is none, or they do not rise
     */
    public Layers {
      layers = List.copyOf(layers);
      for (int i = 1; i < layers.size(); i++) {
        if (layers.get(i) <= layers.get(i - 1)) {
          throw new IllegalArgumentException("layers must rise, got %s".formatted(layers));
        }
      }
      if (layers.isEmpty() || layers.getFirst() < 0) {
        throw new IllegalArgumentException(
            "layers must be 0 or more and at least one, got %s".formatted(layers));
      }
    }

    @Override
    public String toString() {
      var list = String.join(",", layers.stream().map(String::valueOf).toList());
      return (layers.size() == 1 ? "layer:" : "layers:") + list;
    }
  }

  /**
   * A new, small encoder with random weights and the teacher's tokenizer.
   *
   * @param layers its depth, 1 to 24
   * @param width its width, a multiple of 32 up to 1024
   */
  record Fresh(int layers, int width) implements StudentSpec {
    /** Width of one attention head. */
    public static final int HEAD = 32;

    /** As deep as BERT's large model; what is larger is no student that trains in minutes. */
    public static final int MOST_LAYERS = 24;

    /** As wide as BERT's large model. */
    public static final int WIDEST = 1_024;

    /**
     * Checks depth and width.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public Fresh {
      if (layers < 1 || layers > MOST_LAYERS) {
        throw new IllegalArgumentException(
            "a fresh student must have 1 to %d layers, got %d".formatted(MOST_LAYERS, layers));
      }
      if (width < HEAD || width > WIDEST || width % HEAD != 0) {
        throw new IllegalArgumentException(
            "the width of a fresh student must be a multiple of %d from %d to %d, got %d"
                .formatted(HEAD, HEAD, WIDEST, width));
      }
    }

    @Override
    public String toString() {
      return "fresh:%d,%d".formatted(layers, width);
    }
  }

  /**
   * A vector a token, averaged.
   *
   * @param width of the vectors
   */
  record Static(int width) implements StudentSpec {
    /** The width that is taken where none is given. */
    public static final int WIDTH = 256;

    /**
     * {@return a table of the usual width, or as wide as the teacher's vectors if these are
     * narrower}
     *
     * @param width of the teacher's vectors
     */
    public static Static within(int width) {
      return new Static(Math.min(WIDTH, width));
    }

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public Static {
      if (width < 1) {
        throw new IllegalArgumentException("the width must be 1 or more, got %d".formatted(width));
      }
    }

    @Override
    public String toString() {
      return width == WIDTH ? "static" : "static:" + width;
    }
  }

  /**
   * {@return the student that a word describes}
   *
   * @param text {@code layers:N} (the teacher's first, last and those between, evenly), {@code
   *     layers:0,2,5}, {@code layer:5} (that one alone), {@code fresh:LAYERS,WIDTH}, {@code static}
   *     or {@code static:WIDTH}
   * @param teacherLayers depth of the teacher
   * @throws IllegalArgumentException if it describes none
   */
  static StudentSpec parse(String text, int teacherLayers) {
    if (text.equals("static")) {
      return new Static(Static.WIDTH);
    }
    var match = SYNTAX.matcher(text);
    if (!match.matches()) {
      throw new IllegalArgumentException(
          "a student must be layers:N, layers:I,J,..., layer:I, fresh:LAYERS,WIDTH, static or"
              + " static:WIDTH, got '%s'".formatted(text));
    }
    if (match.group(2).indexOf(',') >= 0 && ONE.contains(match.group(1))) {
      throw new IllegalArgumentException(
          "a student of the kind '%s' takes one number, got '%s'".formatted(match.group(1), text));
    }
    int[] numbers = Arrays.stream(match.group(2).split(",")).mapToInt(Integer::parseInt).toArray();
    return switch (match.group(1)) {
      case "layers" ->
          numbers.length == 1 ? evenly(numbers[0], teacherLayers) : some(numbers, teacherLayers);
      case "layer" -> some(numbers, teacherLayers);
      case "fresh" -> fresh(numbers, text);
      default -> new Static(numbers[0]);
    };
  }

  /** Kinds that take one number. */
  Set<String> ONE = Set.of("layer", "static");

  /** The kinds, and the numbers that follow. */
  Pattern SYNTAX = Pattern.compile("(layers|layer|fresh|static):(\\d{1,6}(?:,\\d{1,6})*)");

  /**
   * {@return what a text describes. Of a teacher whose layers differ by their place, {@code
   * layers:N} takes those nearest to an even choice that can stand where they shall}
   *
   * @param text as above
   * @param teacher what the teacher is
   * @throws IllegalArgumentException if it is none of these, or the teacher has no such layers
   */
  static StudentSpec parse(String text, Architecture teacher) {
    var parsed = parse(text, teacher.sizes().layers());
    boolean counted = text.startsWith("layers:") && text.indexOf(',') < 0;
    return counted && parsed instanceof Layers(List<Integer> even)
        ? fitting(even, teacher)
        : parsed;
  }

  private static StudentSpec fitting(List<Integer> even, Architecture teacher) {
    var fitting = new ArrayList<Integer>();
    for (int i = 0; i < even.size(); i++) {
      int place = i;
      int wanted = even.get(i);
      int from = fitting.isEmpty() ? 0 : fitting.getLast() + 1;
      fitting.add(
          IntStream.range(from, teacher.sizes().layers())
              .filter(layer -> teacher.place(layer).equals(teacher.place(place)))
              .boxed()
              .min(Comparator.comparingInt(layer -> Math.abs(layer - wanted)))
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "no layer from %d on can become layer %d of %d; name them: layers:I,J,..."
                              .formatted(from, place, even.size()))));
    }
    return new Layers(fitting);
  }

  private static StudentSpec some(int[] numbers, int teacherLayers) {
    var layers = Arrays.stream(numbers).boxed().toList();
    if (layers.getLast() >= teacherLayers) {
      throw new IllegalArgumentException(
          "the teacher has the layers 0..%d, got %s".formatted(teacherLayers - 1, layers));
    }
    return new Layers(layers);
  }

  /**
   * {@return the first, the last, and those between, as evenly as they can be; one is the first}
   */
  private static StudentSpec evenly(int count, int of) {
    if (count < 1 || count > of) {
      throw new IllegalArgumentException(
          "layers:N takes 1 to %d of the teacher's layers, got %d".formatted(of, count));
    }
    return new Layers(
        IntStream.range(0, count)
            .map(i -> count == 1 ? 0 : (int) Math.floor((double) i * (of - 1) / (count - 1)))
            .boxed()
            .toList());
  }

  private static StudentSpec fresh(int[] numbers, String text) {
    if (numbers.length != 2) {
      throw new IllegalArgumentException(
          "a fresh student is fresh:LAYERS,WIDTH, got '%s'".formatted(text));
    }
    return new Fresh(numbers[0], numbers[1]);
  }
}
