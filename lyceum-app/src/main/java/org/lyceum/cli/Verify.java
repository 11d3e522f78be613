// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Models;
import org.lyceum.parity.Difference;
import org.lyceum.parity.Fixtures;
import org.lyceum.parity.Parity;
import org.lyceum.tensor.DataException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether a model gives the values of another implementation. */
@Command(
    name = "verify",
    description = {
      "Compares a model with reference values: tokens, hidden states, pooled vectors, heads and"
          + " gradients by libtorch, states and vectors by the recorded ONNX graph.",
      "Prints the largest difference of each array, and how many texts the tokenizer splits"
          + " otherwise; ends with 1 where one is beyond its tolerance, or the model gives no such"
          + " array.",
      "Of a folder without FIXTURE, all folders below it that hold reference values of their own"
          + " are compared with these, a line each."
    },
    footer = {"", "Example: lyceum verify golden/encoders/bert golden/encoders/bert"})
final class Verify implements Callable<Integer> {
  private static final String FOLDER = "folder";

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "A model's name, or a folder with an encoder, or one of many.")
  String model = "";

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "FIXTURE",
      description =
          "A folder with expected.safetensors (arrays named CASE.TENSOR), or that file; or a folder"
              + " with expected.json, which holds texts and their vectors. tokens.json in the"
              + " folder holds texts and their tokens.")
  @Nullable Path fixture;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    return fixture == null ? all() : one(Models.resolve(model), fixture);
  }

  private int one(Path folder, Path reference) {
    List<Difference> differences = Parity.check(folder, reference);
    differences.forEach(this::print);
    long compared = differences.stream().filter(Difference::isCompared).count();
    long missing = differences.size() - compared;
    long beyond = differences.stream().filter(each -> !each.isWithin()).count() - missing;
    out()
        .printf(
            "%d arrays compared, %d beyond the tolerance%s%n",
            compared, beyond, missing == 0 ? "" : ", %d not compared".formatted(missing));
    return beyond + missing == 0 ? 0 : Errors.FAULT;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void print(Difference each) {
    if (!each.isCompared()) {
      out().printf("FAIL  %-27s  %s: %s%n", "not compared", each.tensor(), each.detail());
      return;
    }
    out()
        .printf(
            Locale.ROOT,
            "%-4s %-5s %9.2e of %8.1e  %s%n",
            each.isWithin() ? "ok" : "FAIL",
            each.runtime(),
            each.largest(),
            each.tolerance(),
            each.tensor());
    if (!each.isWithin() && !each.detail().isEmpty()) {
      out().printf(Locale.ROOT, "     %s%n", each.detail());
    }
  }

  private int all() {
    Path root = Models.resolve(model);
    List<Path> folders = Fixtures.below(root);
    int width =
        Stream.concat(Stream.of(FOLDER), folders.stream().map(folder -> name(root, folder)))
            .mapToInt(String::length)
            .max()
            .orElseThrow();
    int wrong = 0;
    out().printf("     %s  compared  beyond  nearest to its tolerance%n", padded(FOLDER, width));
    for (Path folder : folders) {
      wrong += line(folder, padded(name(root, folder), width)) ? 0 : 1;
      out().flush();
    }
    out().printf("%d of %d folders hold%n", folders.size() - wrong, folders.size());
    return wrong == 0 ? 0 : Errors.FAULT;
  }

  /** Below the root, which stands for itself. */
  private static String name(Path root, Path folder) {
    return folder.equals(root)
        ? String.valueOf(root.getFileName())
        : root.relativize(folder).toString();
  }

  private boolean line(Path folder, String name) {
    try {
      var found = Parity.check(folder, folder);
      var beyond = found.stream().filter(each -> !each.isWithin()).toList();
      double nearest =
          found.stream()
              .filter(each -> each.tolerance() > 0) // a tokenizer has none
              .mapToDouble(each -> each.largest() / each.tolerance())
              .max()
              .orElse(0);
      out()
          .printf(
              Locale.ROOT,
              "%-4s %s  %8d  %6d  %5.1f %%%n",
              beyond.isEmpty() ? "ok" : "FAIL",
              name,
              found.stream().filter(Difference::isCompared).count(),
              beyond.size(),
              100 * nearest);
      beyond.forEach(this::print);
      return beyond.isEmpty();
    } catch (DataException | IllegalArgumentException e) {
      out().printf("%-4s %s  %s%n", "FAIL", name, e.getMessage());
      return false;
    }
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
