// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.lyceum.compatibility.SettingPaths;
import org.lyceum.data.Corpus;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.files.FolderTree;
import org.lyceum.files.Sha256;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelCard;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.Provenance;
import org.lyceum.quantization.Int8Exporter;
import org.lyceum.torch.Precision;

/**
 * Writes what was learned as model folders.
 *
 * @param teacher the teacher
 * @param options what was asked for
 * @param tokens that a text has on average
 * @param console told what happens
 */
record StudentFolders(ModelFolder teacher, DistillOptions options, double tokens, Console console) {
  /**
   * What was learned.
   *
   * @param student the student
   * @param table the static companion, or null
   * @param plan how
   * @param lesson what the student was given, in the order that its batches were drawn from
   * @param seen what it saw of it, and what the companion learned from
   * @param heldOut texts that were not learned from
   */
  record Made(
      Student student,
      @Nullable Student table,
      RunPlan plan,
      Learning.Lesson lesson,
      Learning.Lesson seen,
      List<String> heldOut) {}

  /**
   * Where it lies now.
   *
   * @param student its folder
   * @param table the companion's folder, inside the student's
   * @param int8 how near the 8-bit graph is to the student, if it has one
   */
  record Written(Path student, Optional<Path> table, Optional<Int8Exporter.Fidelity> int8) {}

  /** One student, and how it was taught. */
  private record Taught(
      Student student,
      StudentSpec kind,
      Learning.Recipe recipe,
      RunLength length,
      Learning.Lesson lesson) {}

  Written write(Made made, WorkFolder work) {
    var folder = work.path().resolve("model");
    FolderTree.delete(folder); // of a run that was interrupted while it measured
    ModelFolderWriter.write(content(student(made), made), folder);
    var int8 = int8(folder, made);
    if (made.table == null) {
      return new Written(folder, Optional.empty(), int8);
    }
    var table = folder.resolve("static");
    var companion = companion(made.table, made);
    ModelFolderWriter.write(content(companion, made), table);
    return new Written(folder, Optional.of(table), int8);
  }

  private Taught student(Made made) {
    var kind = StudentSpec.parse(options.student(), Student.encoder(teacher));
    var recipe = recipe(kind, made.plan.precision());
    return new Taught(made.student, kind, recipe, made.plan.length(), made.lesson);
  }

  private Learning.Recipe recipe(StudentSpec kind, Precision precision) {
    return Learning.Recipe.of(kind, teacher, precision, options.run().minutes(), tokens);
  }

  private Taught companion(Student table, Made made) {
    var kind = new StudentSpec.Static(table.spec().width());
    return new Taught(
        table,
        kind,
        recipe(kind, Precision.FLOAT32),
        RunLength.of(made.plan.tableSteps()),
        made.seen);
  }

  /** Adds the 8-bit graph, unless the student is a table or would lose too much. */
  private Optional<Int8Exporter.Fidelity> int8(Path path, Made made) {
    if (made.student.spec().backbone() instanceof Backbone.OfTable) {
      return Optional.empty();
    }
    try (var folder = ModelFolder.open(path)) {
      var exporter = Int8Exporter.of(folder, made.seen.texts(), made.heldOut);
      var fidelity = exporter.fidelity();
      if (!fidelity.isEnough()) {
        console.say(
            "Int8     left out: its mean cosine to the student is %.4f, and must be %.3f"
                .formatted(fidelity.meanCosine(), Int8Exporter.LEAST_COSINE));
        return Optional.empty();
      }
      exporter.writeInto(path);
      return Optional.of(fidelity);
    }
  }

  private ModelContent content(Taught taught, Made made) {
    return new ModelContent(
        taught.student.spec(),
        taught.student.weights(),
        teacher.tokenizerFolder(),
        card(taught, made),
        provenance(taught, made),
        null);
  }

  private String card(Taught taught, Made made) {
    var name = options.output().toAbsolutePath().normalize().getFileName().toString();
    var body =
        """
        A student of %s, made by Lyceum: `%s`.

        It learned from the teacher's vectors of %,d texts of %s in %,d steps of %d texts.%s
        Figures of teacher and student side by side stand in the `report.html` and `report.json` of
        the run; what it was made from stands in `provenance.json`.
        """
            .formatted(
                teacher.name(),
                taught.kind,
                made.seen.labeled().size(),
                corpus(),
                taught.length.steps(),
                Math.min(taught.recipe.batch(), made.seen.labeled().size()),
                Told.sentences(learning(taught).told(taught.lesson)));
    return ModelCard.madeFrom(teacher, name, List.of("distillation"), body)
        .markdown(taught.student.spec());
  }

  private Learning learning(Taught taught) {
    return new Learning(taught.student, teacher, taught.recipe, options.run());
  }

  /** The corpus by name; on whose machine it lay is nobody's business. */
  private String corpus() {
    return options.corpus().isEmpty()
        ? "WordNet 3.1"
        : new Corpus(options.corpus(), options.field()).label();
  }

  private Provenance provenance(Taught taught, Made made) {
    var learning = learning(taught);
    var settings = new TreeMap<String, String>();
    settings.put("teacher", teacher.name());
    settings.put("student", taught.kind.toString());
    settings.put("corpus", corpus());
    settings.put("field", options.field());
    settings.put("texts", Integer.toString(made.seen.labeled().size()));
    settings.put("texts.drawnFrom", Integer.toString(taught.lesson.labeled().size()));
    settings.put("minutes", Double.toString(options.run().minutes()));
    settings.put("threads", Integer.toString(options.run().threads()));
    settings.putAll(SettingPaths.of("objective", learning.objective(taught.lesson)));
    settings.putAll(SettingPaths.of("training", learning.settings(taught.length)));
    settings.put("steps", taught.length.toString());
    return new Provenance(
        "lyceum distill",
        options.run().seed().value(),
        Map.of("texts", Sha256.ofLines(taught.lesson.texts())),
        settings,
        teacher.fingerprint(),
        Map.of(),
        Versions.all(),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
