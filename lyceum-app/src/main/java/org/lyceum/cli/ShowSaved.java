// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import org.lyceum.folder.InputSpec;
import org.lyceum.folder.ModelKind;
import org.lyceum.folder.ModelLayout;
import org.lyceum.folder.QueryExpansion;
import org.lyceum.folder.Route;
import org.lyceum.folder.SavedModel;

/** Prints what was understood of a folder that is more than an encoder and a pooling. */
record ShowSaved(PrintWriter out) {
  void print(SavedModel model) {
    ModelLayout layout = model.layout();
    line("folder", model.path());
    line("kind", kind(layout));
    layout.routes().forEach(this::print);
    if (layout.isRouted()) {
      line(
          "default route",
          Objects.requireNonNullElse(
              layout.routing().defaultRoute(),
              layout.routing().allowsNone() ? layout.routes().keySet().iterator().next() : "none"));
      layout.routing().mappings().forEach((key, route) -> line("mapping", key + " to " + route));
    }
    layout
        .prompts()
        .byName()
        .forEach((name, text) -> line("prompt", name + " '" + text.replace("\n", "\\n") + "'"));
    line("default prompt", Objects.requireNonNullElse(layout.prompts().defaultName(), "none"));
    long values =
        model.weights().names().stream()
            .mapToLong(name -> model.weights().shape(name).elements())
            .sum();
    line("weights", "%,d values".formatted(values));
  }

  private void line(String key, Object value) {
    out.printf("%-14s %s%n", key, value);
  }

  private static String kind(ModelLayout layout) {
    return switch (layout.kind()) {
      case ModelKind.Dense(var similarity, var truncateDim) ->
          "dense: one vector a text, compared by %s%s"
              .formatted(
                  similarity.label(), truncateDim == null ? "" : ", cut to width " + truncateDim);
      case ModelKind.Sparse(var similarity) ->
          "sparse: weights of the vocabulary's entries, compared by " + similarity.label();
      case ModelKind.MultiVector(boolean mean) ->
          "multi-vector: a vector each token, compared by " + (mean ? "meanmaxsim" : "maxsim");
      case ModelKind.CrossEncoder(var activation, int labels) ->
          "cross-encoder: %d score%s a pair of texts, activation %s"
              .formatted(labels, labels == 1 ? "" : "s", activation.checkpointName());
    };
  }

  private void print(String name, Route route) {
    line(name.isEmpty() ? "modules" : "route " + name, route.describe());
    line("  gives", route.output());
    InputSpec input = route.input();
    line(
        "  longest text",
        (input.maxTokens() == Integer.MAX_VALUE ? "any" : input.maxTokens() + " tokens")
            + (input.queryTokens() == null ? "" : ", queries " + input.queryTokens())
            + (input.documentTokens() == null ? "" : ", documents " + input.documentTokens()));
    QueryExpansion expansion = input.expansion();
    if (expansion != null) {
      line(
          "  queries",
          String.format(
              Locale.ROOT,
              "filled up to %d tokens with %s, which others %s%s",
              expansion.length(),
              Objects.requireNonNullElse(expansion.token(), "the mask token"),
              expansion.attended() ? "see" : "do not see",
              expansion.fixed() ? "; longer ones are cut to that" : ""));
    }
  }
}
