// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lyceum.data.LabeledText;
import org.lyceum.distillation.DistillationExamples;
import org.lyceum.distillation.EmbeddingCache;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.folder.ModelFolder;
import org.lyceum.objective.EmbeddingRegression;
import org.lyceum.objective.LabelContrast;
import org.lyceum.objective.Objective;
import org.lyceum.objective.SimilarityDistillation;
import org.lyceum.objective.TokenRegression;
import org.lyceum.sampling.Sampler;
import org.lyceum.sampling.ShuffledSampler;
import org.lyceum.torch.AdamW;
import org.lyceum.torch.Precision;
import org.lyceum.train.Guide;
import org.lyceum.train.Layout;
import org.lyceum.train.TrainSettings;
import org.lyceum.train.Trainee;
import org.lyceum.train.Trainer;

/**
 * How one student learns from the teacher's vectors.
 *
 * @param student what learns
 * @param teacher whose tokenizer it shares
 * @param recipe rates and batches
 * @param run seed and threads
 */
record Learning(Student student, ModelFolder teacher, Recipe recipe, DistillOptions.Run run) {
  /** Pulls each vector to the teacher's, and the batch's similarities to the teacher's. */
  private static final Objective OBJECTIVE =
      new EmbeddingRegression(EmbeddingRegression.Distance.COSINE)
          .times(10)
          .plus(new SimilarityDistillation(20).times(0.15));

  /** Pulls texts that mean the same together, which the teacher was never told. */
  private static final Objective OF_LABELS = new LabelContrast(0.05).times(0.05);

  /** Pulls the state of each token to the teacher's. */
  private static final Objective OF_TOKENS = new TokenRegression().times(5);

  /** Tokens of a batch, and the bounds of the texts that it holds. */
  private static final double TOKENS = 3_600;

  private static final int FEWEST = 32;
  private static final int MOST = 128;

  /**
   * Rates and batches.
   *
   * @param peak the highest learning rate
   * @param batch texts a step
   * @param decay weight decay
   * @param precision of the linear layers
   * @param guided whether the teacher encodes each batch beside the student, and was not asked for
   *     its vectors before
   */
  record Recipe(double peak, int batch, double decay, Precision precision, boolean guided) {
    /**
     * {@return what was found to work for a kind of student}
     *
     * @param minutes of the whole run
     * @param tokens that a text has on average
     */
    static Recipe of(
        StudentSpec spec, ModelFolder teacher, Precision precision, double minutes, double tokens) {
      int layers = Student.encoder(teacher).sizes().layers();
      return of(spec, layers, precision, minutes, tokens);
    }

    /**
     * {@return what was found to work for a kind of student} A teacher of more than twice the
     * layers would take more of the time than the states of its tokens are worth, and one layer has
     * no room for them; it learns more in twice the steps of half the texts.
     *
     * @param teacherLayers layers of the teacher
     * @param minutes of the whole run
     * @param tokens that a text has on average
     */
    static Recipe of(
        StudentSpec spec, int teacherLayers, Precision precision, double minutes, double tokens) {
      int texts = texts(minutes, tokens);
      return switch (spec) {
        case StudentSpec.Layers(var some) when some.size() == 1 ->
            new Recipe(3e-3, Math.max(FEWEST, texts / 2), 0.01, precision, false);
        case StudentSpec.Layers(var some) ->
            new Recipe(
                2e-3 / Math.min(some.size(), 3),
                texts,
                0.01,
                precision,
                2 * some.size() >= teacherLayers);
        case StudentSpec.Fresh fresh -> new Recipe(1e-3, texts, 0.01, precision, false);
        case StudentSpec.Static table -> new Recipe(1e-3, 512, 0, Precision.FLOAT32, false);
      };
    }

    /**
     * Many short texts or few long ones, so that a step takes about as long, and few where the
     * minutes are: many steps teach more than large ones.
     */
    private static int texts(double minutes, double tokens) {
      int most = (int) Math.clamp(FEWEST * minutes, FEWEST, MOST);
      return Math.clamp(Math.round(TOKENS / tokens), FEWEST, most);
    }
  }

  /**
   * Whether a student is told which texts mean the same. One of a single layer has too little room
   * for what the teacher does not know, and would lose of what it does.
   */
  static boolean isToldLabels(StudentSpec student) {
    return !(student instanceof StudentSpec.Layers some && some.layers().size() == 1);
  }

  /**
   * What is learned.
   *
   * @param labeled the texts, and which of them mean the same
   * @param cache the teacher's vectors
   */
  record Lesson(List<LabeledText> labeled, EmbeddingCache cache) {
    /** The same texts, of which nothing is known. */
    static Lesson unlabeled(List<String> texts, EmbeddingCache cache) {
      return new Lesson(texts.stream().map(LabeledText::unlabeled).toList(), cache);
    }

    List<String> texts() {
      return LabeledText.texts(labeled);
    }

    /** The same texts, as a student of a kind is told of them. */
    Lesson of(StudentSpec student) {
      return isToldLabels(student) ? this : unlabeled(texts(), cache);
    }

    /** Whether some texts are known to mean the same. */
    boolean isLabeled() {
      return labeled.stream().anyMatch(text -> text.label() != LabeledText.NO_LABEL);
    }
  }

  /** What the student is told of a lesson beside the teacher's vectors. */
  Set<Told> told(Lesson lesson) {
    var told = EnumSet.noneOf(Told.class);
    if (lesson.isLabeled()) {
      told.add(Told.LABELS);
    }
    if (recipe.guided) {
      told.add(Told.TOKENS);
    }
    return told;
  }

  /** What the student learns a lesson by. */
  Objective objective(Lesson lesson) {
    var objective = OBJECTIVE;
    for (var each : told(lesson)) {
      objective =
          objective.plus(
              switch (each) {
                case LABELS -> OF_LABELS;
                case TOKENS -> OF_TOKENS;
              });
    }
    return objective;
  }

  /** The settings of a run, as it begins. */
  TrainSettings settings(RunLength length) {
    return TrainSettings.DEFAULT
        .with(length.schedule(recipe.peak))
        .with(new TrainSettings.Batching(recipe.batch, 1, 0))
        .with(AdamW.Settings.usual(recipe.decay))
        .with(recipe.precision)
        .with(run.seed());
  }

  private Trainee trainee(Objective objective) {
    var layout = Layout.DEFAULT.withWorkers(run.threads());
    var guide = recipe.guided ? Guide.of(teacher) : null;
    try {
      return student.trainee(objective, layout, run.seed(), guide);
    } catch (RuntimeException | Error e) {
      if (guide != null) {
        guide.close();
      }
      throw e;
    }
  }

  private DistillationExamples examples(Lesson lesson) {
    var texts = lesson.texts();
    var tokens = student.spec().tokenize(teacher.tokenizer(), texts);
    long[] labels = LabeledText.labels(lesson.labeled);
    return new DistillationExamples(texts, labels, tokens, lesson.cache, student.target());
  }

  /**
   * Seconds a step, on the first batches of a run, which are drawn from all of its texts.
   *
   * @param steps that are measured: batches differ in length, and a few say little
   */
  double secondsPerStep(Lesson lesson, int steps) {
    var objective = objective(lesson);
    try (var trainee = trainee(objective)) {
      var examples = examples(lesson);
      return new Trainer(trainee, examples, objective, settings(RunLength.of(10)))
          .measureStep(sampler(lesson), steps);
    }
  }

  private Sampler sampler(Lesson lesson) {
    int size = lesson.labeled.size();
    return ShuffledSampler.together(
        size, row -> lesson.labeled.get(row).label(), Math.min(recipe.batch, size), run.seed());
  }

  /** {@return what a student sees of a lesson in some steps, in the lesson's order} */
  Lesson seen(Lesson lesson, int steps) {
    var rows = sampler(lesson).seen(steps, lesson.labeled.size());
    return new Lesson(rows.stream().mapToObj(lesson.labeled::get).toList(), lesson.cache);
  }

  /**
   * {@return the student with the weights that it learned, or null if it was asked to stop}
   *
   * @param lesson what it learns from
   * @param length in how many steps, as it begins
   * @param around folder for log and checkpoints, and who is told and asked
   */
  @org.jspecify.annotations.Nullable
  Student learn(Lesson lesson, RunLength length, Trainer.Surroundings around) {
    var objective = objective(lesson);
    try (var trainee = trainee(objective)) {
      var examples = examples(lesson);
      var result =
          new Trainer(trainee, examples, objective, settings(length)).run(sampler(lesson), around);
      return result.finished()
          ? new Student(
              student.spec(), Student.weightsOf(trainee.parameters().weights()), student.target())
          : null;
    }
  }
}
