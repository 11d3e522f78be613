// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.Provenance;
import org.lyceum.report.HtmlReport;

/**
 * Measures what a distillation made, and reports it.
 *
 * @param room what it worked with
 * @param measuring measures a model
 * @param clock of the run
 */
record DistillResults(Classroom room, Measuring measuring, RunClock clock) {
  /**
   * What the student learned from.
   *
   * @param texts that it saw
   * @param told what it was told beside the teacher's vectors
   */
  record Learned(int texts, Set<Told> told) {}

  /**
   * Measures all models, writes what came of it into their folders, and puts the whole in its
   * place.
   *
   * @param made the models
   * @param plan what is measured
   * @param learned from what
   * @param work where the run lies
   * @return the table
   */
  Table write(StudentFolders.Written made, RunPlan plan, Learned learned, WorkFolder work) {
    var full = plan.measured().full();
    var rated = new ArrayList<Measuring.Rated>();
    rated.add(measuring.teacher(room.teacher, room.teacherFolder.path(), full));
    rated.add(measuring.student("student", made.student(), full));
    measuring.int8(made.student(), plan.measured().int8()).ifPresent(rated::add);
    made.table().ifPresent(path -> rated.add(measuring.student("static", path, full)));
    var bm25 = measuring.bm25(full);
    var rows = new ArrayList<>(measuring.rows(rated));
    note(rows, made);
    rows.add(bm25);
    var table =
        new Table(
            room.teacherFolder.name(),
            room.options.student(),
            room.options.run(),
            learned.texts,
            clock.seconds() / 60,
            List.copyOf(rows),
            Measuring.comparisons(rated));
    new DistillReport(table, plan.length().steps()).write(made.student());
    page(table, plan, work, made, learned).write(made.student().resolve(DistillPage.FILE));
    work.finish(made.student(), room.options.output());
    return table;
  }

  /** Puts what was measured into the models' own files. */
  private static void note(List<Row> rows, StudentFolders.Written made) {
    var student = rows.get(1);
    for (var row : rows) {
      switch (row.name()) {
        case "student" -> note(row, made.student());
        case "student-int8" ->
            Int8Figures.of(made.int8().orElseThrow(), student, row).writeInto(made.student());
        case "static" -> note(row, made.table().orElseThrow());
        default -> {} // nobody's card
      }
    }
  }

  private static void note(Row row, Path model) {
    var file = model.resolve(Provenance.FILE);
    Provenance.read(file).withFigures(row.figures()).write(file);
  }

  private HtmlReport page(
      Table table, RunPlan plan, WorkFolder work, StudentFolders.Written made, Learned learned) {
    var curve = TrainingCurve.read(work.path().resolve("student").resolve("train.jsonl"));
    var origin =
        new DistillPage.Origin(
            room.spec.toString(), room.texts.describe(), learned.told, room.options.command());
    return new DistillPage(table, plan, curve, agreement(plan, made), origin).page();
  }

  /** Where similarity was measured, teacher and student have the vectors at hand. */
  private Optional<Agreement> agreement(RunPlan plan, StudentFolders.Written made) {
    if (!plan.measured().full().sts()) {
      return Optional.empty();
    }
    try (var student = Embedders.open(made.student().toString(), room.embedding())) {
      return Optional.of(Agreement.of(room.teacher, student, measuring.tasks().sts13()));
    }
  }
}
