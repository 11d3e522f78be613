// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.List;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.Shape;
import org.lyceum.torch.Precision;
import org.lyceum.weights.Weights;

/**
 * A few seconds at the start of a run that tell how fast teacher and student are here.
 *
 * @param folder the teacher's
 * @param graph the teacher as it is served
 * @param teacher the teacher as it teaches
 * @param run seed and threads
 */
record SpeedProbe(
    ModelFolder folder, Embedder graph, CachedEmbedder teacher, DistillOptions.Run run) {
  /** How much faster int8 is taken to be, which AVX2 without VNNI reaches too. */
  private static final double INT8_GAIN = 1.1;

  /** Seconds for the principal components of a table; assumed, and small beside its vectors. */
  private static final double COMPONENTS = 8;

  /** Steps that are measured; how long they take is seen again while the student learns. */
  private static final int STEPS = 4;

  /** Texts that the served teacher is measured on. */
  private static final int FEW = 128;

  Planner.Speeds measure(
      Student student, StudentSpec spec, Learning.Recipe recipe, List<String> sample) {
    double teaching = secondsPerToken(teacher.uncached(), sample);
    double served = secondsPerToken(graph, sample.subList(0, Math.min(FEW, sample.size())));
    var cache = teacher.cache(new Prompt.None());
    cache.add(sample, Progress.NONE);
    var lesson = Learning.Lesson.unlabeled(sample, cache);
    double step = new Learning(student, folder, recipe, run).secondsPerStep(lesson, STEPS);
    double ofStudent =
        served
            * work(student.spec().backbone(), student.weights())
            / work(folder.backbone(), folder.weights());
    var table = spec instanceof StudentSpec.Static ? null : table(served, lesson);
    return new Planner.Speeds(teaching, ofStudent, ofStudent / INT8_GAIN, step, table);
  }

  /** The cost of a static companion, measured on a table of random values. */
  private Planner.Table table(double served, Learning.Lesson lesson) {
    var sample = lesson.texts();
    var kind = StudentSpec.Static.within(folder.spec().givenWidth());
    var recipe =
        Learning.Recipe.of(
            kind, folder, Precision.FLOAT32, run.minutes(), TokenCounts.mean(folder, sample));
    double step =
        new Learning(Student.randomTable(kind, folder, run.seed()), folder, recipe, run)
            .secondsPerStep(lesson, STEPS);
    double share = Math.min(1, sample.size() / (double) recipe.batch());
    int tokens = folder.tokenize(List.of("")).getFirst().length() + 1; // around each token
    double vectors = served * tokens * folder.tokenizer().vocabulary();
    return new Planner.Table(vectors + COMPONENTS, step / share);
  }

  /** Of the second time: in the first, libraries make themselves programs for each new shape. */
  private double secondsPerToken(Embedder embedder, List<String> sample) {
    embedder.embed(sample);
    var watch = Stopwatch.now();
    embedder.embed(sample, new Prompt.None(), Progress.NONE);
    return watch.seconds() / (TokenCounts.mean(folder, sample) * sample.size());
  }

  /** Multiplications a token: the elements of all matrices that have no row for each token. */
  private static double work(Backbone backbone, Weights weights) {
    return weights.names().stream()
        .map(weights::shape)
        .filter(shape -> shape.rank() == 2 && shape.size(0) != backbone.vocabulary())
        .mapToDouble(Shape::elements)
        .sum();
  }
}
