// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.data.WordNet;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataFolders;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.distillation.Student;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.files.FolderTree;
import org.lyceum.files.ProgramLock;
import org.lyceum.folder.ModelCard;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.Models;
import org.lyceum.sampling.ShuffledSampler;
import org.lyceum.train.Layout;
import org.lyceum.train.TrainListener;
import org.lyceum.train.Trainer;
import org.lyceum.weights.Weights;

/**
 * What experiments are made with. Each text is embedded once, each model trained once and each
 * value made once, however many claims ask for it; vectors and models are kept on disk, so a run
 * that was interrupted goes on when it is started again.
 *
 * <p>Not thread safe.
 */
public final class Lab implements AutoCloseable {
  private final Setting setting;
  private final Map<String, Embedder> embedders = new HashMap<>(); // by fingerprint
  private final Map<String, Embedder> byName = new HashMap<>();
  private final Map<String, Object> values = new HashMap<>();
  private final SortedSet<String> used = new TreeSet<>();

  /**
   * Where and how large experiments are.
   *
   * @param full at full size, minutes; else a trial of seconds, whose outcome proves nothing
   * @param cache a folder for vectors and models
   * @param data the folders of data sets
   * @param threads that compute
   * @param listener told what happens
   * @param stop asked often
   */
  public record Setting(
      boolean full,
      Path cache,
      DataFolders data,
      int threads,
      Listener listener,
      BooleanSupplier stop) {}

  /** Told what happens. */
  @FunctionalInterface
  public interface Listener {
    /**
     * Something goes on.
     *
     * @param what in a few words
     * @param done of it
     * @param total of it; 0 where that is not known
     */
    void at(String what, long done, long total);
  }

  /**
   * An empty lab.
   *
   * @param setting where and how large experiments are
   */
  public Lab(Setting setting) {
    this.setting = setting;
  }

  /** {@return where and how large experiments are} */
  public Setting setting() {
    return setting;
  }

  /**
   * {@return one of two sizes}
   *
   * @param trial for a run of seconds
   * @param full for a run whose outcome is published
   */
  public int size(int trial, int full) {
    return setting.full ? full : trial;
  }

  /**
   * Ends the work if it was asked to stop.
   *
   * @throws CancellationException if so
   */
  public void check() {
    if (setting.stop.getAsBoolean()) {
      throw new CancellationException("stopped; what is made is kept");
    }
  }

  /**
   * {@return the folder of data sets in which one is, if it is in any; it then is one of {@link
   * #used}}
   *
   * @param card the data set
   */
  public Optional<Path> data(DataCard card) {
    var folder = setting.data.holding(card);
    folder.ifPresent(found -> uses(card.id()));
    return folder;
  }

  /**
   * Takes down that figures depend on a data set.
   *
   * @param id of it
   */
  public void uses(String id) {
    used.add(id);
  }

  /** {@return the ids of the data sets that took part, sorted} */
  public List<String> used() {
    return List.copyOf(used);
  }

  /** {@return WordNet} */
  public WordNet wordnet() {
    uses("wordnet-3.1");
    return once("wordnet", WordNet::open);
  }

  /**
   * {@return a value, made at its first asking}
   *
   * @param key what it is; has the seed in it where it depends on one
   * @param maker makes it
   * @param <T> its type, always the same for the same key
   */
  @SuppressWarnings("unchecked")
  public <T> T once(String key, Supplier<T> maker) {
    @Nullable Object known = values.get(key);
    if (known == null) {
      check();
      known = maker.get();
      values.put(key, known);
    }
    return (T) known;
  }

  /**
   * {@return a model that embeds no text twice}
   *
   * @param model a name or a folder
   */
  public Embedder embedder(String model) {
    return byName.computeIfAbsent(model, name -> open(Models.open(name)));
  }

  /** Folders that hold the same model share an embedder, and its cache. */
  private Embedder open(ModelFolder folder) {
    var prompts = folder.prompts();
    var opened = Embedders.open(folder, EmbedderOptions.DEFAULT.threads(setting.threads));
    var known = embedders.get(opened.fingerprint());
    if (known != null) {
      opened.close();
      return known;
    }
    var attended =
        new Attended(
            new CachedEmbedder(opened, prompts, setting.cache.resolve("embeddings")), this);
    embedders.put(opened.fingerprint(), attended);
    return attended;
  }

  /**
   * {@return the vectors of texts}
   *
   * @param model a name or a folder
   * @param texts any number
   */
  public List<float[]> vectors(String model, List<String> texts) {
    return embedder(model).embed(texts).rows();
  }

  /**
   * {@return a model before it learns anything}
   *
   * @param course of which only the start counts
   */
  public Embedder untrained(Course course) {
    return trained(course, List.of());
  }

  /**
   * {@return a model that learned; it is trained once by the same code and kept on disk}
   *
   * @param course what it learns
   * @param rows what it learns from: a query, its positive and hard negatives a row; none to leave
   *     it as it starts
   * @throws IllegalStateException if another process is training it
   */
  public Embedder trained(Course course, List<List<String>> rows) {
    try (var start = Models.open(course.start())) {
      var key =
          course.key(
              rows,
              List.of(start.fingerprint(), TrainingCode.hash(), Integer.toString(setting.threads)));
      Path folder = setting.cache.resolve("lab").resolve(key);
      if (!Files.isDirectory(folder)) {
        check();
        trainAlone(course, rows, start, folder);
      }
      return embedder(folder.toString());
    }
  }

  /** Two that train the same model would take each other's checkpoints. */
  private void trainAlone(Course course, List<List<String>> rows, ModelFolder start, Path target) {
    var file = target.resolveSibling(target.getFileName() + ".lock");
    try {
      Files.createDirectories(file.getParent());
      try (var lock = ProgramLock.take(file).orElseThrow(() -> taken(file))) {
        if (!Files.isDirectory(target)) { // another may have trained it in the meantime
          train(course, rows, start, target);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be locked".formatted(file), e);
    }
  }

  private static IllegalStateException taken(Path file) {
    return new IllegalStateException(
        "another process has %s and trains the same model; start again when it has ended"
            .formatted(file));
  }

  private void train(Course course, List<List<String>> rows, ModelFolder start, Path target) {
    var work = target.resolveSibling(target.getFileName() + ".run");
    var student = course.student(start);
    var weights = rows.isEmpty() ? student.weights() : learn(course, student, start, rows, work);
    ModelFolderWriter.write(
        new ModelContent(
            student.spec(),
            weights,
            start.tokenizerFolder(),
            ModelCard.of("experiment").markdown(student.spec()),
            null,
            null),
        target);
    FolderTree.delete(work); // not before: what was learned is in the folder now
  }

  private Weights learn(
      Course course, Student student, ModelFolder start, List<List<String>> rows, Path work) {
    var settings = course.settings();
    var layout = Layout.DEFAULT.withWorkers(setting.threads);
    try (var trainee = student.trainee(course.objective(), layout, settings.seed())) {
      Files.createDirectories(work);
      var examples = Course.examples(student, start, rows);
      var result =
          new Trainer(trainee, examples, course.objective(), settings)
              .run(
                  new ShuffledSampler(examples.size(), settings.batching().size(), settings.seed()),
                  new Trainer.Surroundings(work, null, steps(), 60, setting.stop));
      if (!result.finished()) {
        throw new CancellationException("stopped; what is made is kept");
      }
      return Student.weightsOf(trainee.parameters().weights());
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be made".formatted(work), e);
    }
  }

  private TrainListener steps() {
    return new TrainListener() {
      @Override
      public void stepped(Step step) {
        setting.listener.at("training", step.step(), step.steps());
      }
    };
  }

  /** Closes all models. */
  @Override
  public void close() {
    embedders.values().forEach(Embedder::close);
    embedders.clear();
    byName.clear();
  }
}
