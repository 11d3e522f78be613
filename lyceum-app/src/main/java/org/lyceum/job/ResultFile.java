// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.dataset.DataSet;
import org.lyceum.dataset.DataSets;
import org.lyceum.embed.Embedder;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.JsonFile;

/**
 * The result of one task for one model in the layout of mteb, with what Lyceum adds: {@code
 * results/MODEL/REVISION/TASK.json}.
 *
 * @param path where it is, or will be
 * @param revision of the data
 */
record ResultFile(Path path, String revision) {
  private static final String REVISION = "dataset_revision";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The version of mteb whose layout this is; its readers want one of its own. */
  private static final String MTEB = "2.20.0";

  /** Scripts of languages that are not written in Latin letters. */
  private static final Map<String, String> SCRIPTS = scripts();

  private static Map<String, String> scripts() {
    var scripts = new HashMap<String, String>();
    for (var script :
        List.of(
            "Arab ara fas urd pus",
            "Armn hye",
            "Beng ben",
            "Cyrl bel bul kaz kir mkd mon rus srp tgk ukr",
            "Deva hin mar nep san",
            "Ethi amh tir",
            "Geor kat",
            "Grek ell",
            "Gujr guj",
            "Guru pan",
            "Hang kor",
            "Hans cmn zho",
            "Hebr heb yid",
            "Jpan jpn",
            "Khmr khm",
            "Knda kan",
            "Laoo lao",
            "Mlym mal",
            "Mymr mya",
            "Sinh sin",
            "Taml tam",
            "Telu tel",
            "Thai tha",
            "Zyyy und")) {
      var words = List.of(script.split(" ", -1));
      words.stream().skip(1).forEach(language -> scripts.put(language, words.getFirst()));
    }
    return Map.copyOf(scripts);
  }

  /**
   * What a result took.
   *
   * @param all seconds
   * @param embedding those of them that the model took
   */
  record Time(double all, double embedding) {}

  /**
   * {@return the file of a model and a task. A folder of the user's that is called like a task that
   * is known, or like another folder whose result is there, has its id as its name}
   *
   * @param output the folder of all results
   * @param model what was measured
   * @param set the task
   * @param revision of its data
   */
  static ResultFile of(Path output, Embedder model, DataSet set, String revision) {
    Path folder = folder(output, model.name(), model.fingerprint());
    Path usual = folder.resolve(set.name() + ".json");
    boolean known = DataSets.all().contains(set);
    boolean taken = !known && (isReserved(set.name()) || isOfOtherData(usual, revision));
    return new ResultFile(taken ? folder.resolve(set.card().id() + ".json") : usual, revision);
  }

  private static boolean isReserved(String name) {
    return name.equals("model_meta")
        || DataSets.all().stream().anyMatch(set -> set.name().equals(name));
  }

  private static boolean isOfOtherData(Path file, String revision) {
    return JsonFile.readIfPresent(file)
        .map(result -> !result.root().path(REVISION).asText().equals(revision))
        .orElse(false);
  }

  /** Where mteb looks for results: by the name and the revision that {@link #writeModel} notes. */
  private static Path folder(Path output, String model, String revision) {
    return output.resolve(fullName(model).replace("/", "__")).resolve(shortened(revision));
  }

  /** A name as mteb wants it, with an organization in front. */
  private static String fullName(String model) {
    String name = model.replace(" ", "_");
    return name.contains("/") ? name : "lyceum/" + name;
  }

  /** As long as the names of commits, which stand there for other models. */
  private static String shortened(String revision) {
    return revision.substring(0, Math.min(40, revision.length()));
  }

  /** Writes a result, completely or not at all. */
  void write(DataSet set, EvaluateJob.Score score, Time time) {
    var outcome = score.outcome();
    var root = JSON.createObjectNode();
    root.put(REVISION, revision);
    root.put("task_name", set.name());
    root.put("mteb_version", MTEB);
    root.put("lyceum_version", Versions.lyceum());
    var row = root.putObject("scores").putArray("test").addObject();
    outcome.measures().forEach((name, value) -> put(row, name, value));
    put(row, "main_score", outcome.score());
    row.put("hf_subset", "default");
    var languages = row.putArray("languages");
    set.card().languages().stream().map(ResultFile::language).sorted().forEach(languages::add);
    var interval = row.putArray("main_score_interval");
    interval.add(rounded(score.interval().low())).add(rounded(score.interval().high()));
    row.put("units", outcome.evidence().size());
    root.put("evaluation_time", time.all);
    root.put("embedding_time", time.embedding);
    root.putNull("kg_co2_emissions");
    root.put("date", System.currentTimeMillis() / 1e3);
    try {
      Files.createDirectories(path.getParent());
      byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
      AtomicFile.write(path, out -> out.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(path), e);
    }
  }

  /**
   * Writes what mteb wants to know of a model beside its results in the folder of all. Its readers
   * leave out results that stand without.
   */
  static void writeModel(Path output, Embedder model) {
    var name = model.name();
    var folder = folder(output, name, model.fingerprint());
    var root = JSON.createObjectNode();
    root.put("name", fullName(name));
    root.put("revision", shortened(model.fingerprint()));
    for (var unknown :
        List.of(
            "loader",
            "release_date",
            "languages",
            "n_parameters",
            "memory_usage_mb",
            "max_tokens",
            "license",
            "open_weights",
            "public_training_code",
            "public_training_data",
            "use_instructions",
            "training_datasets")) {
      root.putNull(unknown);
    }
    root.put("embed_dim", model.width());
    root.putArray("framework");
    root.put("similarity_fn_name", "cosine");
    try {
      Files.createDirectories(folder);
      byte[] bytes = JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(root);
      AtomicFile.write(folder.resolve("model_meta.json"), out -> out.write(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be written".formatted(folder), e);
    }
  }

  private static void put(ObjectNode row, String name, double value) {
    row.put(name, rounded(value));
  }

  /** JSON has no NaN. */
  private static @Nullable Double rounded(double value) {
    return Double.isNaN(value) ? null : Math.round(value * 1e6) / 1e6;
  }

  /** Such as eng-Latn. */
  private static String language(Locale locale) {
    var code = locale.getISO3Language();
    var script =
        locale.getScript().isEmpty() ? SCRIPTS.getOrDefault(code, "Latn") : locale.getScript();
    return code + "-" + script;
  }
}
