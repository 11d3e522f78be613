// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.distillation.Student;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Models;
import org.lyceum.folder.Similarity;

/**
 * Measures embedders and training side by side: in each round every runner has its turn on every
 * set, beside the machine's matrix product, so that a machine that is busy for a while is so for
 * all. Medians over the rounds are reported, in processor time of the whole process.
 */
public final class SpeedBench {
  private static final int WARM_UP = 64;
  private static final int COMPARED = 300;

  private final BenchOptions options;
  private final BenchListener listener;
  private final Peaks peaks = new Peaks();

  /**
   * A measurement to be made.
   *
   * @param options what is measured
   * @param listener told how far it is
   */
  public SpeedBench(BenchOptions options, BenchListener listener) {
    this.options = options;
    this.listener = listener;
  }

  /**
   * {@return what was measured}
   *
   * @throws org.lyceum.tensor.DataException if a file of texts is missing or empty
   */
  public BenchReport run() {
    try (var model = Models.open(Lineup.MODEL)) {
      var sets = new TextSets(options.texts(), model.tokenizer());
      var chosen = new ArrayList<TextSet>();
      for (var name : SetName.values()) {
        if (options.sets().contains(name)) {
          chosen.add(sets.get(name));
        }
      }
      try (var lineup = new Lineup(model, sets, options, listener);
          var gemm = new GemmPeak()) {
        return new Rounds(model, sets, chosen, lineup, gemm).report();
      }
    }
  }

  /** The rounds of one run. */
  private final class Rounds {
    private final EncoderFlops encoder;
    private final GemmPeak gemm;
    private final Lineup lineup;
    private final List<Turn> turns = new ArrayList<>();
    private final Training training;
    private final List<TrainingCase> cases;
    private final List<Cell> cells = new ArrayList<>();

    Rounds(ModelFolder model, TextSets sets, List<TextSet> chosen, Lineup lineup, GemmPeak gemm) {
      encoder = EncoderFlops.of(Student.config(model));
      this.gemm = gemm;
      this.lineup = lineup;
      for (var set : chosen) {
        int[] lengths = model.tokenize(set.texts()).stream().mapToInt(t -> t.length()).toArray();
        for (var runner : lineup.runners()) {
          turns.add(new Turn(runner, set, flops(runner, lengths)));
        }
      }
      training = new Training(model, encoder);
      cases = options.runners().contains(BenchRunner.TRAINING) ? training.cases(sets) : List.of();
      cases.forEach(one -> cells.add(new Cell(one.name(), one.set())));
    }

    /** Operations of all texts; nothing where a runner multiplies nothing. */
    private OptionalDouble flops(Runner runner, int[] lengths) {
      var flops = runner.flops(encoder);
      return flops == null
          ? OptionalDouble.empty()
          : OptionalDouble.of(IntStream.of(lengths).mapToDouble(flops::forward).sum());
    }

    BenchReport report() {
      for (int i = 0; i < turns.size(); i++) {
        listener.progress("Warm up", i, turns.size(), turns.get(i).cell.name());
        turns.get(i).warmUp();
      }
      int rounds = options.effort().rounds();
      int total = rounds * (turns.size() + cases.size());
      peaks.add(gemm.measure());
      int done = 0;
      for (int round = 0; round < rounds; round++) {
        for (var turn : turns) {
          listener.progress("Measure", done++, total, turn.cell.name());
          add(turn.cell, turn.measure());
        }
        for (int i = 0; i < cases.size(); i++) {
          listener.progress("Measure", done++, total, cells.get(i).name());
          add(cells.get(i), training.measure(cases.get(i)));
        }
      }
      listener.progress("Measure", total, total, "");
      return new BenchReport(Machine.of(peaks), rows());
    }

    private void add(Cell cell, Training.Cost cost) {
      cell.add(cost, peaks.size() - 1);
      peaks.add(gemm.measure());
    }

    private List<BenchRow> rows() {
      var rows = new ArrayList<BenchRow>();
      for (var turn : turns) {
        rows.add(turn.cell.row(peaks, turn.flops.isPresent(), turn.padding(), cosine(turn)));
      }
      for (int i = 0; i < cases.size(); i++) {
        rows.add(cells.get(i).row(peaks, true, cases.get(i).padding(), null));
      }
      return rows;
    }

    /** How near vectors are to those of the first runner, where that is the model itself. */
    private @Nullable Double cosine(Turn turn) {
      var first = lineup.runners().getFirst();
      boolean comparable =
          first.name().equals(BenchRunner.FP32.label())
              && !turn.runner.name().equals(first.name())
              && BenchRunner.of(turn.runner.name()).isShared();
      if (!comparable) {
        return null;
      }
      var texts = turn.set.texts().subList(0, Math.min(COMPARED, turn.set.texts().size()));
      var wanted = first.embed(texts);
      var found = turn.runner.embed(texts);
      return IntStream.range(0, texts.size())
          .mapToDouble(i -> Similarity.COSINE.of(wanted.get(i), found.get(i)))
          .average()
          .orElseThrow();
    }
  }

  /** One runner on one set. */
  private final class Turn {
    private final Runner runner;
    private final TextSet set;
    private final OptionalDouble flops;
    private final Cell cell;

    Turn(Runner runner, TextSet set, OptionalDouble flops) {
      this.runner = runner;
      this.set = set;
      this.flops = flops;
      cell = new Cell(runner.name(), set.name());
    }

    void warmUp() {
      var some = set.texts().subList(0, Math.min(WARM_UP, set.texts().size()));
      pass(some, Math.min(1, options.effort().seconds()));
    }

    Training.Cost measure() {
      double start = ProcessorTime.ofProcess();
      int passes = pass(set.texts(), options.effort().seconds());
      double spent = ProcessorTime.ofProcess() - start;
      return new Training.Cost(passes * set.texts().size(), passes * flops.orElse(0), spent);
    }

    private int pass(List<String> texts, double seconds) {
      double start = ProcessorTime.ofProcess();
      int passes = 0;
      do {
        runner.embed(texts);
        passes++;
      } while (ProcessorTime.ofProcess() - start < seconds);
      return passes;
    }

    double padding() {
      return runner.padding(set.texts());
    }
  }
}
