// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Int8File;
import org.lyceum.quantization.Int8Exporter;

/**
 * What an 8-bit graph costs and brings, as the model card and the terminal show it.
 *
 * @param fidelity how near it is to the model
 * @param pairs figures of the model beside those of its 8-bit graph
 */
public record Int8Figures(Int8Exporter.Fidelity fidelity, List<Pair> pairs) {
  private static final String HEADING = "## 8-bit graph";

  /**
   * A figure of the model and of its 8-bit graph.
   *
   * @param what is measured
   * @param model the model's
   * @param int8 the 8-bit graph's
   * @param kind how the two are compared
   */
  record Pair(String what, double model, double int8, Kind kind) {
    String before() {
      return kind.number.formatted(model);
    }

    String after() {
      return kind.number.formatted(int8);
    }

    /** Of scores as they are shown, so that a reader who subtracts them finds the same. */
    String change() {
      return kind == Kind.SCORE
          ? "%+.2f".formatted(Double.parseDouble(after()) - Double.parseDouble(before()))
          : "%.2f times".formatted(int8 / model);
    }
  }

  /** How two figures are compared. */
  enum Kind {
    /** By their difference. */
    SCORE("%.2f"),
    /** By their ratio. */
    SPEED("%,.0f"),
    /** By their ratio. */
    MEGABYTES("%.1f");

    private final String number;

    Kind(String number) {
      this.number = number;
    }
  }

  /** Copies the list. */
  public Int8Figures {
    pairs = List.copyOf(pairs);
  }

  /** The figures of two rows of a table. */
  static Int8Figures of(Int8Exporter.Fidelity fidelity, Row model, Row int8) {
    var pairs = new ArrayList<Pair>();
    add(pairs, "STS12, Spearman", model.quality().sts12(), int8.quality().sts12());
    add(pairs, "STS13, Spearman", model.quality().sts13(), int8.quality().sts13());
    add(pairs, "held-out nDCG@10", model.quality().ndcg10(), int8.quality().ndcg10());
    add(pairs, "SciFact nDCG@10", model.quality().scifact(), int8.quality().scifact());
    var speed = model.cost().textsPerCpuSecond();
    var faster = int8.cost().textsPerCpuSecond();
    if (speed != null && faster != null) {
      pairs.add(new Pair("texts per CPU-second", speed, faster, Kind.SPEED));
    }
    var bytes = model.cost().bytes();
    var fewer = int8.cost().bytes();
    if (bytes != null && fewer != null) {
      pairs.add(new Pair("MB, tokenizer included", bytes / 1e6, fewer / 1e6, Kind.MEGABYTES));
    }
    return new Int8Figures(fidelity, pairs);
  }

  private static void add(
      List<Pair> pairs, String what, @Nullable Double model, @Nullable Double int8) {
    if (model != null && int8 != null) {
      pairs.add(new Pair(what, model, int8, Kind.SCORE));
    }
  }

  /** {@return the figures for a terminal} */
  public String text() {
    var lines = new ArrayList<String>();
    lines.add("%-36s %s".formatted("cosine to the model", cosine()));
    for (Pair pair : pairs) {
      lines.add(
          "%-36s %10s -> %8s  (%s)"
              .formatted(pair.what, pair.before(), pair.after(), pair.change()));
    }
    return String.join(System.lineSeparator(), lines);
  }

  private String cosine() {
    String figures =
        "%.4f mean, %.4f least, of %d texts"
            .formatted(fidelity.meanCosine(), fidelity.leastCosine(), fidelity.texts());
    return fidelity.wide() > 0
        ? "%s; %.0f %% of the products stay in float32".formatted(figures, 100 * fidelity.wide())
        : figures;
  }

  /** The section of a model card. */
  String markdown() {
    return """
    %s

    `%s` computes products in 8 bits, with one scale a token. It is near the model but not the
    same, and how much faster depends on the processor: the table shows what it was where the graph
    was made. It is used only where it is asked for: `lyceum embed PATH_OF_THIS_FOLDER --int8`.
    Cosine of its vectors to the model's: %s.

    | | model | 8-bit graph | |
    |---|---|---|---|
    %s
    """
        .formatted(
            HEADING,
            Int8File.NAME,
            cosine(),
            pairs.stream().map(Int8Figures::line).collect(Collectors.joining("\n")));
  }

  private static String line(Pair pair) {
    return "| %s | %s | %s | %s |".formatted(pair.what, pair.before(), pair.after(), pair.change());
  }

  /** Writes the section into a folder's model card, in the place of an older one. */
  void writeInto(Path folder) {
    Path card = folder.resolve("README.md");
    try {
      String text = Files.exists(card) ? Files.readString(card) : "";
      Files.writeString(card, withSection(text));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(card), e);
    }
  }

  /** A model card with this section at its end. */
  String withSection(String card) {
    String rest = without(card);
    return (rest.isBlank() ? "" : rest.strip() + "\n\n") + markdown();
  }

  /**
   * {@return a model card without this section}
   *
   * @param card of a model that may have it
   */
  public static String without(String card) {
    int start = card.indexOf(HEADING);
    if (start < 0) {
      return card;
    }
    int next = card.indexOf("\n## ", start + HEADING.length());
    return card.substring(0, start) + (next < 0 ? "" : card.substring(next + 1));
  }
}
