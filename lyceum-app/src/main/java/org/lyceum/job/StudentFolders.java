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
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.embed.Backbone;
import org.lyceum.embed.Dialect;
import org.lyceum.embed.Int8Exporter;
import org.lyceum.embed.ModelCard;
import org.lyceum.embed.ModelContent;
import org.lyceum.embed.ModelFolder;
import org.lyceum.embed.ModelFolderWriter;
import org.lyceum.embed.Provenance;

/** Writes what was learned as model folders. */
record StudentFolders(ModelFolder teacher, DistillOptions options, Console console) {
  /**
   * What was learned.
   *
   * @param student the student
   * @param table the static companion, or null
   * @param plan how
   * @param texts from what
   * @param heldOut texts that were not learned from
   */
  record Made(
      Student student,
      @Nullable Student table,
      RunPlan plan,
      List<String> texts,
      List<String> heldOut) {}

  /**
   * Where it lies now.
   *
   * @param student its folder
   * @param table the companion's folder, inside the student's
   * @param int8 how near the 8-bit graph is to the student, if it has one
   */
  record Written(Path student, Optional<Path> table, Optional<Int8Exporter.Fidelity> int8) {}

  Written write(Made made, WorkFolder work) {
    var folder = work.path().resolve("model");
    ModelFolderWriter.write(
        content(made.student, options.student(), made), folder, Dialect.OLD, true);
    var int8 = int8(folder, made);
    if (made.table == null) {
      return new Written(folder, Optional.empty(), int8);
    }
    var table = folder.resolve("static");
    var kind = new StudentSpec.Static(made.table.spec().width()).toString();
    ModelFolderWriter.write(content(made.table, kind, made), table, Dialect.OLD, true);
    return new Written(folder, Optional.of(table), int8);
  }

  /** Adds the 8-bit graph, unless the student is a table or would lose too much. */
  private Optional<Int8Exporter.Fidelity> int8(Path path, Made made) {
    if (made.student.spec().backbone() instanceof Backbone.OfTable) {
      return Optional.empty();
    }
    try (var folder = ModelFolder.open(path)) {
      var exporter = Int8Exporter.of(folder, made.texts, made.heldOut);
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

  private ModelContent content(Student student, String kind, Made made) {
    return new ModelContent(
        student.spec(),
        student.weights(),
        teacher.path(),
        card(student, kind, made.plan),
        provenance(kind, made),
        null);
  }

  private String card(Student student, String kind, RunPlan plan) {
    var name = options.output().toAbsolutePath().normalize().getFileName().toString();
    var body =
        """
        A student of %s, made by [Lyceum](https://github.com/lyceum): `%s`.

        It learned from the teacher's vectors of %,d texts in %,d steps of %d texts. Figures of
        teacher and student side by side stand in `report.html` and `report.json`; what it was made
        from stands in `provenance.json`.
        """
            .formatted(teacher.name(), kind, plan.texts(), plan.steps(), plan.batch());
    return new ModelCard(name, "apache-2.0", teacher.name(), List.of("distillation"), body)
        .markdown(student.spec());
  }

  private Provenance provenance(String kind, Made made) {
    var plan = made.plan;
    var settings = new TreeMap<String, String>();
    settings.put("student", kind);
    settings.put("minutes", Double.toString(options.run().minutes()));
    settings.put("threads", Integer.toString(options.run().threads()));
    settings.put("texts", Integer.toString(plan.texts()));
    settings.put("steps", Integer.toString(plan.steps()));
    settings.put("batch", Integer.toString(plan.batch()));
    settings.put("static.steps", Integer.toString(plan.tableSteps()));
    settings.put("precision", plan.precision().name());
    settings.put("objective", Learning.OBJECTIVE.toString());
    return new Provenance(
        "lyceum distill",
        options.run().seed().value(),
        Map.of("texts", Sha256.of(made.texts)),
        settings,
        teacher.fingerprint(),
        Map.of(),
        Map.of("java", Runtime.version().toString()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
