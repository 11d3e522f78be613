// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.folder.Prompt;
import org.lyceum.task.BitextTask;
import org.lyceum.task.Card;
import org.lyceum.task.PairTask;
import org.lyceum.task.Sts;
import org.lyceum.task.SummarizationTask;
import org.lyceum.task.Task;

/** Folders of texts that stand beside each other. */
final class PairFolders {
  private static final List<String> FIRST = List.of("sentence1", "sent1", "text1", "first");
  private static final List<String> SECOND = List.of("sentence2", "sent2", "text2", "second");
  private static final List<String> SCORE =
      List.of("score", "similarity_score", "gold", "label", "labels");
  private static final List<String> LABEL = List.of("labels", "label", "is_duplicate", "score");
  private static final List<String> HUMAN = List.of("human_summaries");
  private static final List<String> MACHINE = List.of("machine_summaries");
  private static final List<String> RELEVANCE = List.of("relevance");
  private static final String SENTENCES = "STS.input.";
  private static final String JUDGMENTS = "STS.gs.";

  private PairFolders() {}

  static Task sts(FolderFiles files, Card card) {
    var parts = semEval(files);
    if (parts.isEmpty()) {
      parts = List.of(new Sts.Part(card.id(), scored(files)));
    }
    var task = new Sts(card, parts, new Prompt.None());
    if (task.pairs().stream().mapToDouble(Sts.Pair::gold).distinct().limit(2).count() < 2) {
      throw new IllegalArgumentException(
          "scores must differ, got %d pairs of one score".formatted(task.pairs().size()));
    }
    return task;
  }

  private static List<Sts.Pair> scored(FolderFiles files) {
    var bare = files.testFiles().stream().flatMap(file -> BarePairs.read(file).stream()).toList();
    return bare.isEmpty()
        ? files.test().stream()
            .map(row -> new Sts.Pair(row.text(FIRST), row.text(SECOND), row.number(SCORE)))
            .toList()
        : bare;
  }

  /** Files of SemEval: sentences in {@code STS.input.X.txt}, judgments in {@code STS.gs.X.txt}. */
  private static List<Sts.Part> semEval(FolderFiles files) {
    var parts = new ArrayList<Sts.Part>();
    for (var file : files.files()) {
      var name = String.valueOf(file.path().getFileName());
      if (name.startsWith(SENTENCES)) {
        var part = name.substring(SENTENCES.length());
        Path judgments = file.path().resolveSibling(JUDGMENTS + part);
        if (!Files.exists(judgments)) {
          throw files.missing("%s%s beside %s".formatted(JUDGMENTS, part, name));
        }
        parts.add(new Sts.Part(part, Sts.pairs(file.path(), judgments)));
      }
    }
    return parts;
  }

  /** A pair a row, or, as mteb's first version has it, all of them in lists of one row. */
  static Task pairs(FolderFiles files, Card card) {
    var pairs = new ArrayList<PairTask.Pair>();
    for (var row : files.test()) {
      if (row.hasList(FIRST)) {
        pairs.addAll(zipped(row));
      } else {
        pairs.add(
            new PairTask.Pair(row.text(FIRST), row.text(SECOND), together(row, row.number(LABEL))));
      }
    }
    long together = pairs.stream().filter(PairTask.Pair::together).count();
    if (together == 0 || together == pairs.size()) {
      throw new IllegalArgumentException(
          "some pairs must have the label 1 and some 0, got %d of %d with 1"
              .formatted(together, pairs.size()));
    }
    return new PairTask(card, pairs);
  }

  private static List<PairTask.Pair> zipped(NamedRow row) {
    var first = row.texts(FIRST);
    var second = row.texts(SECOND);
    var labels = row.numbers(LABEL);
    if (first.size() != second.size() || first.size() != labels.size()) {
      throw row.wrong(
          "lists must be of one length, got %d, %d and %d"
              .formatted(first.size(), second.size(), labels.size()));
    }
    var pairs = new ArrayList<PairTask.Pair>();
    for (int i = 0; i < labels.size(); i++) {
      pairs.add(new PairTask.Pair(first.get(i), second.get(i), together(row, labels.get(i))));
    }
    return pairs;
  }

  private static boolean together(NamedRow row, double label) {
    if (label != 0 && label != 1) {
      throw row.wrong("a label must be 0 or 1, got %s".formatted(label));
    }
    return label == 1;
  }

  static Task bitext(FolderFiles files, Card card) {
    var rows = files.test();
    return new BitextTask(
        card,
        rows.stream().map(row -> row.text(FIRST)).toList(),
        rows.stream().map(row -> row.text(SECOND)).toList());
  }

  static Task summaries(FolderFiles files, Card card) {
    var texts = new ArrayList<SummarizationTask.Summarized>();
    for (var row : files.test()) {
      var machine = row.texts(MACHINE);
      var relevance = row.numbers(RELEVANCE);
      if (machine.size() != relevance.size()) {
        throw row.wrong(
            "each machine summary must have a relevance, got %d and %d"
                .formatted(machine.size(), relevance.size()));
      }
      texts.add(new SummarizationTask.Summarized(row.texts(HUMAN), machine, relevance));
    }
    return new SummarizationTask(card, texts);
  }
}
