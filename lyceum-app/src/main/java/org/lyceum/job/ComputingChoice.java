// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static java.util.stream.Collectors.joining;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.MachineNote;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.Int8File;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Similarity;
import org.lyceum.torch.Precision;

/**
 * In which numbers a model is best computed on this machine: single precision, unless another is
 * much faster and gives nearly the same vectors.
 *
 * @param computing what was chosen
 * @param reason what was found, for a person
 */
public record ComputingChoice(Computing computing, String reason) {
  /** Less than this is not worth other vectors: times the speed of single precision. */
  static final double WORTH = 1.3;

  /** The least mean cosine to the vectors of single precision. */
  static final double LEAST_COSINE = 0.999;

  private static final int TEXTS = 64;
  private static final Speed.Effort EFFORT = new Speed.Effort(3, 0.15);

  /**
   * What was found of one way.
   *
   * @param times of the speed of single precision
   * @param cosine mean, to the vectors of single precision
   */
  record Trial(double times, double cosine) {
    boolean pays() {
      return times >= WORTH && cosine >= LEAST_COSINE;
    }

    String text() {
      return String.format(Locale.ROOT, "%.2f times, cosine %.4f", times, cosine);
    }
  }

  /**
   * {@return the choice, measured now in about two seconds, or as it was measured before on this
   * machine for this model; it is kept where there are 64 texts or more}
   *
   * @param model opens the model
   * @param options how it works
   * @param texts typical ones; 64 of them, evenly spread, are embedded
   * @throws org.lyceum.tensor.DataException if the model cannot be opened
   */
  public static ComputingChoice of(
      Supplier<ModelFolder> model, EmbedderOptions options, List<String> texts) {
    if (texts.isEmpty()) {
      return new ComputingChoice(Computing.FLOAT32, "there is no text to measure with");
    }
    try (var folder = model.get()) {
      var candidates = Candidates.of(folder);
      if (candidates.ways.isEmpty()) {
        return new ComputingChoice(Computing.FLOAT32, String.join("; ", candidates.excluded));
      }
      var note =
          new MachineNote("computing", "%s %s of %d".formatted(candidates.key, options, TEXTS));
      return of(new Setting(model, options, candidates, note), texts);
    }
  }

  /** What a choice is made among, and where it is kept. */
  record Setting(
      Supplier<ModelFolder> model,
      EmbedderOptions options,
      Candidates candidates,
      MachineNote note) {}

  static ComputingChoice of(Setting setting, List<String> texts) {
    var before = setting.note.read().flatMap(ComputingChoice::parsed);
    if (before.isPresent()) {
      return before.get().plus("; measured before, kept in " + setting.note.file());
    }
    var choice = chosen(trials(setting, spread(texts)));
    choice = choice.plus(setting.candidates.excluded.stream().map("; "::concat).collect(joining()));
    if (texts.size() < TEXTS) {
      return choice.plus(
          "; for this run alone: %d texts are fewer than the %d that decide for a model"
              .formatted(texts.size(), TEXTS));
    }
    setting.note.write(choice.computing.name() + " " + choice.reason);
    return choice;
  }

  private ComputingChoice plus(String more) {
    return new ComputingChoice(computing, reason + more);
  }

  /** A note of {@link #of}; nothing where it is not one. */
  private static Optional<ComputingChoice> parsed(String note) {
    for (var computing : Computing.values()) {
      if (note.startsWith(computing.name() + " ")) {
        String reason = note.substring(computing.name().length() + 1);
        return Optional.of(new ComputingChoice(computing, reason));
      }
    }
    return Optional.empty();
  }

  /**
   * The ways that this model and this processor have.
   *
   * @param ways to be tried beside single precision
   * @param excluded why others are not
   * @param key tells this model with its graphs from others
   */
  record Candidates(List<Computing> ways, List<String> excluded, String key) {
    static Candidates of(ModelFolder folder) {
      var ways = new ArrayList<Computing>();
      var excluded = new ArrayList<String>();
      String key = folder.fingerprint();
      Path graph = Int8File.of(folder.path());
      if (folder.backbone() instanceof Backbone.OfTable) {
        return new Candidates(
            ways, List.of("a static table multiplies nothing and is fast as it is"), key);
      }
      if (Files.exists(graph)) {
        ways.add(Computing.INT8);
        key += " " + Int8File.fingerprint(folder.path());
      } else {
        excluded.add("the folder has no 8-bit graph, which 'lyceum quantize' makes");
      }
      if (!folder.spec().promptsCount()) {
        excluded.add("bfloat16 is not for models whose prompts do not count in pooling");
      } else if (Precision.auto().precision() == Precision.BFLOAT16) {
        ways.add(Computing.BFLOAT16);
      } else {
        excluded.add("this processor does not multiply faster in bfloat16");
      }
      return new Candidates(List.copyOf(ways), List.copyOf(excluded), key + " " + ways);
    }
  }

  private static List<String> spread(List<String> texts) {
    int count = Math.min(TEXTS, texts.size());
    return IntStream.range(0, count)
        .mapToObj(i -> texts.get((int) ((long) i * texts.size() / count)))
        .toList();
  }

  private static Map<Computing, Trial> trials(Setting setting, List<String> texts) {
    var trials = new EnumMap<Computing, Trial>(Computing.class);
    try (var single = Computing.FLOAT32.open(setting.model, setting.options)) {
      for (var candidate : setting.candidates.ways) {
        try (var other = candidate.open(setting.model, setting.options)) {
          trials.put(candidate, trial(single, other, texts));
        }
      }
    }
    return trials;
  }

  private static Trial trial(Embedder single, Embedder other, List<String> texts) {
    var speeds = Speed.sideBySide(List.of(single, other), texts, EFFORT);
    var wanted = single.embed(texts).rows();
    var found = other.embed(texts).rows();
    double cosine =
        IntStream.range(0, texts.size())
            .mapToDouble(i -> Similarity.COSINE.of(wanted.get(i), found.get(i)))
            .average()
            .orElseThrow();
    return new Trial(speeds.get(1).textsPerCpuSecond() / speeds.get(0).textsPerCpuSecond(), cosine);
  }

  /** The fastest of those that pay. */
  static ComputingChoice chosen(Map<Computing, Trial> trials) {
    var best = Computing.FLOAT32;
    double times = 1;
    for (var trial : trials.entrySet()) {
      if (trial.getValue().pays() && trial.getValue().times > times) {
        best = trial.getKey();
        times = trial.getValue().times;
      }
    }
    String found =
        trials.entrySet().stream()
            .map(trial -> "%s %s".formatted(trial.getKey().label(), trial.getValue().text()))
            .collect(joining("; "));
    return new ComputingChoice(
        best,
        String.format(
            Locale.ROOT,
            "beside float32: %s; %.1f times and a cosine of %.3f are wanted",
            found,
            WORTH,
            LEAST_COSINE));
  }
}
