// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.embed.Backbone;
import org.lyceum.embed.ModelFolder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Prompt;
import org.lyceum.torch.Precision;

/** A few seconds at the start of a run that tell how fast teacher and student are here. */
record SpeedTest(
    ModelFolder folder, CachedTeacher teacher, DistillOptions options, Console console) {
  /** How much faster int8 is taken to be, which AVX2 without VNNI reaches too. */
  private static final double INT8_GAIN = 1.4;

  /** Seconds an optimizer step of a static table with 30,000 rows takes at most; measured later. */
  private static final double TABLE_STEP = 0.12;

  /** What was found. */
  record Found(Planner.Speeds speeds, Precision precision) {}

  Found measure(Student student, StudentSpec spec, List<String> sample) {
    teacher.uncached().embed(sample.subList(0, Math.min(32, sample.size())));
    var watch = Stopwatch.now();
    var vectors = teacher.uncached().embed(sample, new Prompt.Default(), Progress.NONE);
    double perToken = watch.seconds() / (TokenCounts.mean(folder, sample) * vectors.rows().size());
    var precision = precision();
    var cache = teacher.cache(new Prompt.Default());
    cache.add(sample, Progress.NONE);
    var recipe = Learning.Recipe.of(spec, precision);
    double step =
        new Learning(student, folder, recipe, options.run()).secondsPerStep(sample, cache);
    double studentPerToken = perToken * work(student) / work(folder);
    double table = spec instanceof StudentSpec.Static ? 0 : TABLE_STEP;
    return new Found(
        new Planner.Speeds(perToken, studentPerToken, studentPerToken / INT8_GAIN, step, table),
        precision);
  }

  private Precision precision() {
    return switch (options.run().precision()) {
      case "float32" -> Precision.FLOAT32;
      case "bfloat16" -> Precision.BFLOAT16;
      default -> {
        var choice = Precision.auto();
        console.say("Measure  %s".formatted(choice.reason()));
        yield choice.precision();
      }
    };
  }

  /** Multiplications a token, but for attention. */
  private static double work(ModelFolder folder) {
    return work(folder.backbone());
  }

  private static double work(Student student) {
    return work(student.spec().backbone());
  }

  private static double work(Backbone backbone) {
    return switch (backbone) {
      case Backbone.OfBert bert ->
          bert.config().layers()
              * (double) bert.config().width()
              * (4.0 * bert.config().width() + 2.0 * bert.config().intermediate());
      case Backbone.OfTable table -> table.width();
    };
  }
}
