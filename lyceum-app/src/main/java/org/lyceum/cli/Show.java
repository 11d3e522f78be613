// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lyceum.compatibility.FolderVerdict;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Provenance;
import org.lyceum.folder.SavedModel;
import org.lyceum.head.HeadModule;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What was understood of a model folder. */
@Command(
    name = "show",
    description = {
      "Prints whether a folder of whatever kind is understood, by which rules or which one it"
          + " breaks, what was understood of it, and where the model came from."
    },
    footer = {"", "Example: lyceum show minilm-l6"})
final class Show implements Callable<Integer> {
  @Mixin ModelOption model = new ModelOption();

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    var verdict = FolderVerdict.of(model.folder());
    if (model.pooling == null || verdict.supported()) {
      Verdicts.print(spec.commandLine().getOut(), verdict);
    }
    if (model.pooling != null) {
      return understood();
    }
    if (!verdict.supported()) {
      return Errors.WRONG_FILE; // the verdict says why
    }
    return verdict.embeds() ? understood() : 0;
  }

  private int understood() {
    if (model.isSaved()) {
      try (var saved = SavedModel.open(model.folder())) {
        var out = spec.commandLine().getOut();
        new ShowSaved(out).print(saved);
        out.flush();
      }
      return 0;
    }
    try (var folder = model.open()) {
      var out = spec.commandLine().getOut();
      print(out, folder);
      printFiles(out, folder);
      folder.provenance().ifPresent(provenance -> print(out, provenance));
      out.flush();
    }
    return 0;
  }

  private static void line(PrintWriter out, String key, Object value) {
    out.printf("%-14s %s%n", key, value);
  }

  private static void print(PrintWriter out, ModelFolder folder) {
    var spec = folder.spec();
    line(out, "folder", folder.path());
    new ShowEncoder(out).print(folder);
    line(
        out,
        "pooling",
        folder.pooling().name() + (spec.text().includePrompt() ? "" : ", prompts do not count"));
    line(out, "after pooling", modules(folder));
    line(
        out,
        "width",
        folder.width()
            + (spec.use().truncateDim() == null ? "" : ", cut to " + spec.use().truncateDim()));
    line(
        out,
        "longest text",
        folder.maxTokens() == Integer.MAX_VALUE ? "any" : folder.maxTokens() + " tokens");
    line(out, "similarity", spec.use().similarity().label());
    folder
        .prompts()
        .byName()
        .forEach(
            (name, text) -> line(out, "prompt", name + " '" + text.replace("\n", "\\n") + "'"));
    line(out, "default prompt", Objects.requireNonNullElse(folder.prompts().defaultName(), "none"));
  }

  private void printFiles(PrintWriter out, ModelFolder folder) {
    line(out, "weights", "%,d values in %s".formatted(parameters(folder), types(folder)));
    line(out, "all files", size(folder.path()) + " MB, graphs and what lies in folders included");
    line(
        out,
        "graph",
        folder
            .graph()
            .map(p -> folder.path().relativize(p).toString())
            .orElse("none; it is made when needed"));
    line(
        out,
        "8-bit graph",
        Int8File.isIn(folder.path())
            ? Int8File.NAME
            : folder.backbone() instanceof Backbone.OfTable
                ? "none; a static table needs none"
                : "none; 'lyceum quantize' makes it");
    line(
        out,
        "golden vectors",
        folder
            .golden()
            .map(
                g ->
                    g.texts().size()
                        + (model.pooling == null
                            ? ", which it gives"
                            : ", checked when it is opened to embed, not here"))
            .orElse("none"));
    line(out, "fingerprint", folder.fingerprint());
  }

  private static String modules(ModelFolder folder) {
    return folder.modules().isEmpty()
        ? "nothing"
        : String.join(", ", folder.modules().stream().map(HeadModule::kind).toList());
  }

  private static long parameters(ModelFolder folder) {
    return folder.weights().names().stream()
        .mapToLong(name -> folder.weights().shape(name).elements())
        .sum();
  }

  private static String types(ModelFolder folder) {
    return folder.weights().names().stream()
        .map(name -> folder.weights().dtype(name).name())
        .distinct()
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static String size(Path folder) {
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      long bytes =
          files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
      return String.format(Locale.ROOT, "%.1f", bytes / 1e6);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(PrintWriter out, Provenance provenance) {
    line(out, "made by", provenance.recipe());
    line(out, "seed", provenance.seed());
    line(out, "parent", provenance.parent());
    print(out, "setting", provenance.settings());
    print(out, "data", provenance.data());
    print(out, "figure", provenance.figures());
    print(out, "version", provenance.versions());
    line(out, "finished", provenance.finished());
  }

  private static void print(PrintWriter out, String key, Map<String, ?> values) {
    values.forEach((name, value) -> line(out, key, name + " = " + value));
  }
}
