// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.lyceum.data.LabeledText;
import org.lyceum.dataset.SciFact;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.distillation.Student;
import org.lyceum.distillation.StudentSpec;
import org.lyceum.embed.CutEmbedder;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.files.Cache;
import org.lyceum.folder.Ahead;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.task.RetrievalTask;
import org.lyceum.task.Sts;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Torch;
import org.lyceum.train.Layout;
import org.lyceum.train.TorchEmbedder;

/** What a distillation works with, all of it open: teacher, texts and tasks. */
final class Classroom implements AutoCloseable {
  private static final int SAMPLE = 384; // texts that speeds are foreseen from and measured with
  private static final int COMPARED = 3; // texts that graph and weights must agree on

  final DistillOptions options;
  final Console console;
  final ModelFolder teacherFolder;
  final Embedder graph;
  final CachedEmbedder teacher;
  final CachedEmbedder taught; // keeps what the student learns
  final Precision precision;
  final StudentSpec spec;
  final TrainingTexts texts;
  final double tokens; // of a text, on average
  final Tasks tasks;
  private final Opened opened;

  /** Opens all of it, or closes what was opened and refuses. */
  static Classroom open(DistillOptions options, Console console) {
    var opened = new Opened();
    try {
      return new Classroom(options, console, opened);
    } catch (RuntimeException | Error e) {
      opened.close();
      throw e;
    }
  }

  /** What is open: all of it is closed, the last first. */
  private static final class Opened {
    private final Deque<Runnable> closers = new ArrayDeque<>();

    <T> T add(T opened, Consumer<T> closer) {
      closers.push(() -> closer.accept(opened));
      return opened;
    }

    void close() {
      while (!closers.isEmpty()) {
        closers.pop().run();
      }
    }
  }

  private Classroom(DistillOptions options, Console console, Opened opened) {
    this.options = options;
    this.console = console;
    this.opened = opened;
    WorkFolder.check(options);
    var sts12 = Sts.sts12();
    var sts13 = Sts.sts13();
    var scifact = scifact();
    var tests = tests(List.of(sts12, sts13), scifact);
    var corpus = new Ahead<>("corpus", () -> TrainingTexts.of(options, tests));
    Torch.threads(1); // as the workers have it: token tables are made before there are any
    teacherFolder = opened.add(Models.open(options.teacher()), ModelFolder::close);
    teacherFolder.spec().requirePromptsCount(teacherFolder.path());
    spec = StudentSpec.parse(options.student(), Student.encoder(teacherFolder));
    texts = corpus.get();
    tasks = new Tasks(sts12, sts13, texts.retrieval(), scifact);
    precision = RunPlan.read(options.work()).map(RunPlan::teaching).orElseGet(this::precision);
    graph = opened.add(Embedders.open(options.teacher(), embedding()), Embedder::close);
    if (teacherFolder.graph().isPresent()) {
      GraphAndWeights.requireSame(
          graph, () -> Models.open(options.teacher()), texts(Math.min(COMPARED, texts.size())));
    }
    teacher =
        opened.add(
            new CachedEmbedder(
                teaching(), teacherFolder.prompts(), Cache.folder().resolve("embeddings")),
            CachedEmbedder::close);
    tokens = TokenCounts.mean(teacherFolder, sample());
    taught = taught(opened);
    console.say(
        "Teacher  %s (%s, width %d)"
            .formatted(options.teacher(), teacherFolder.spec().backbone().kind(), graph.width()));
    console.say("Corpus   %s".formatted(texts.describe()));
  }

  /** What models are measured with; a corpus of WordNet has nothing of SciFact's abstracts. */
  private List<String> tests(List<Sts> pairs, Optional<RetrievalTask> scifact) {
    var tests = new ArrayList<String>();
    pairs.forEach(sts -> tests.addAll(sts.texts()));
    if (!options.corpus().isEmpty()) {
      scifact.ifPresent(task -> tests.addAll(task.texts()));
    }
    return tests;
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

  /** The teacher as it teaches: its graph is faster in float32, libtorch in bfloat16. */
  private Embedder teaching() {
    return precision == Precision.BFLOAT16
        ? Computing.BFLOAT16.open(() -> Models.open(options.teacher()), embedding())
        : graph;
  }

  /**
   * Beside its student the teacher runs in libtorch, whose vectors are kept apart from a graph's.
   */
  private CachedEmbedder taught(Opened opened) {
    if (precision == Precision.BFLOAT16 || !recipe(spec, precision).guided()) {
      return teacher;
    }
    var layout = Layout.INFERENCE.withWorkers(options.run().threads());
    var beside =
        CutEmbedder.open(
            Models.open(options.teacher()),
            embedding(),
            folder -> TorchEmbedder.of(folder, layout, Precision.FLOAT32));
    return opened.add(
        new CachedEmbedder(beside, teacherFolder.prompts(), Cache.folder().resolve("embeddings")),
        CachedEmbedder::close);
  }

  private Optional<RetrievalTask> scifact() {
    boolean asked = System.getenv(SciFact.DATA) != null;
    return SciFact.find(asked ? console::say : why -> {}).map(task -> task);
  }

  /** How models embed. */
  EmbedderOptions embedding() {
    return EmbedderOptions.DEFAULT.threads(options.run().threads());
  }

  /** The student before it learns. */
  Student student(StudentSpec kind) {
    return Student.of(kind, teacherFolder, options.run().seed(), options.run().threads());
  }

  /** The first training texts as the teacher and the student take them. */
  List<LabeledText> learned(int count) {
    return TrainingTexts.prompted(texts.first(count), teacherFolder.prompts());
  }

  private List<String> texts(int count) {
    return LabeledText.texts(learned(count));
  }

  /** The texts that speeds and lengths are foreseen from. */
  List<String> sample() {
    return texts(Math.min(SAMPLE, texts.size()));
  }

  /** Rates and batches of a student. */
  Learning.Recipe recipe(StudentSpec kind, Precision precision) {
    return Learning.Recipe.of(kind, teacherFolder, precision, options.run().minutes(), tokens);
  }

  /** The texts that speeds are measured with, as users give them. */
  List<String> timed() {
    return LabeledText.texts(texts.first(Math.min(SAMPLE, texts.size())));
  }

  @Override
  public void close() {
    opened.close();
  }
}
