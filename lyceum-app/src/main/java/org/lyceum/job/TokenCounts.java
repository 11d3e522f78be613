// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.lyceum.embed.ModelFolder;
import org.lyceum.embed.Prompt;
import org.lyceum.text.TokenIds;

/** How many tokens the tasks hold, which is what embedding them costs. */
final class TokenCounts {
  private final ModelFolder folder;
  private final CachedTeacher teacher;
  private final Tasks tasks;
  private final Map<Tasks.Chosen, Double> all = new HashMap<>();

  TokenCounts(ModelFolder folder, CachedTeacher teacher, Tasks tasks) {
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

  /** Those that are not in the teacher's cache; a prompt has a cache of its own, taken as one. */
  private double missing(Tasks.Chosen chosen) {
    var texts = tasks.texts(chosen);
    if (texts.isEmpty()) {
      return 0;
    }
    int missing =
        Math.min(
            teacher.cache(new Prompt.Default()).missing(texts),
            teacher.cache(new Prompt.Document()).missing(texts));
    return all(chosen) * missing / texts.stream().distinct().count();
  }
}
