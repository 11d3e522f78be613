// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.distillation.CachedEmbedder;
import org.lyceum.folder.ModelFolder;
import org.lyceum.text.TokenIds;

/** How many tokens the tasks hold, which is what embedding them costs. */
final class TokenCounts {
  private final ModelFolder folder;
  private final CachedEmbedder teacher;
  private final Tasks tasks;
  private final Map<Tasks.Chosen, Double> all = new HashMap<>();

  TokenCounts(ModelFolder folder, CachedEmbedder teacher, Tasks tasks) {
    this.folder = folder;
    this.teacher = teacher;
    this.tasks = tasks;
  }

  /** Tokens a text, on average. */
  static double mean(ModelFolder folder, List<String> texts) {
    return sum(folder, texts) / texts.size();
  }

  private static double sum(ModelFolder folder, List<String> texts) {
    return folder.tokenize(texts).stream().mapToDouble(TokenIds::length).sum();
  }

  Planner.Tokens planner() {
    return new Planner.Tokens(this::missing, this::all);
  }

  private double all(Tasks.Chosen chosen) {
    return all.computeIfAbsent(chosen, choice -> sum(folder, tasks.texts(choice)));
  }

  /** Those of texts that the teacher has not embedded yet behind the prompt that they get. */
  private double missing(Tasks.Chosen chosen) {
    return tasks.byPrompt(chosen).entrySet().stream()
        .mapToDouble(part -> sum(folder, teacher.cache(part.getKey()).absent(part.getValue())))
        .sum();
  }
}
