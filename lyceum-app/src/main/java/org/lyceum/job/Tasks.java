// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.folder.Prompt;
import org.lyceum.protocol.Outcome;
import org.lyceum.search.Bm25;
import org.lyceum.task.RetrievalTask;
import org.lyceum.task.Sts;

/**
 * What models are measured on.
 *
 * @param sts12 similarity
 * @param sts13 similarity
 * @param retrieval held-out retrieval
 * @param scifact retrieval outside the corpus; empty where the data are not there
 */
record Tasks(Sts sts12, Sts sts13, RetrievalTask retrieval, Optional<RetrievalTask> scifact) {
  private static final String STS12 = "STS12";
  private static final String STS13 = "STS13";
  private static final String RETRIEVAL = "nDCG@10";
  private static final String SCIFACT = "SciFact";

  /** Which of them a row is measured on. */
  record Chosen(boolean sts, boolean retrieval, boolean scifact) {
    static final Chosen ALL = new Chosen(true, true, true);
  }

  /** The texts that a choice of tasks needs embedded. */
  List<String> texts(Chosen chosen) {
    return byPrompt(chosen).values().stream().flatMap(List::stream).toList();
  }

  /** The texts that a choice of tasks needs embedded, by the prompt that they get. */
  Map<Prompt, List<String>> byPrompt(Chosen chosen) {
    var texts = new LinkedHashMap<Prompt, List<String>>();
    if (chosen.sts) {
      add(texts, sts12.prompt(), sts12.texts());
      add(texts, sts13.prompt(), sts13.texts());
    }
    if (chosen.retrieval) {
      add(texts, retrieval);
    }
    if (chosen.scifact) {
      scifact.ifPresent(task -> add(texts, task));
    }
    return texts;
  }

  private static void add(Map<Prompt, List<String>> texts, RetrievalTask task) {
    add(texts, new Prompt.Query(), task.queryTexts());
    add(texts, new Prompt.Document(), task.documentTexts());
  }

  private static void add(Map<Prompt, List<String>> texts, Prompt prompt, List<String> more) {
    texts.computeIfAbsent(prompt, p -> new ArrayList<>()).addAll(more);
  }

  /**
   * What a model was found to be worth.
   *
   * @param quality its figures
   * @param outcomes by the names of the table's columns, with what they were computed from
   */
  record Measured(Row.Quality quality, Map<String, Outcome> outcomes) {}

  Measured measure(Embedder embedder, Chosen chosen) {
    var outcomes = new LinkedHashMap<String, Outcome>();
    @Nullable Double withoutCaptions = null;
    if (chosen.sts) {
      var vectors = embedder.embed(sts12.texts(), sts12.prompt(), Progress.NONE).rows();
      outcomes.put(STS12, sts12.score(vectors));
      withoutCaptions = sts12.score(vectors, Tasks::noCaptions).percent();
      outcomes.put(STS13, sts13.score(embedder));
    }
    if (chosen.retrieval) {
      outcomes.put(RETRIEVAL, retrieval.score(embedder));
    }
    if (chosen.scifact) {
      scifact.ifPresent(task -> outcomes.put(SCIFACT, task.score(embedder)));
    }
    var quality =
        new Row.Quality(
            percent(outcomes.get(STS12)),
            withoutCaptions,
            percent(outcomes.get(STS13)),
            percent(outcomes.get(RETRIEVAL)),
            percent(outcomes.get(SCIFACT)));
    return new Measured(quality, outcomes);
  }

  private static @Nullable Double percent(@Nullable Outcome outcome) {
    return outcome == null ? null : outcome.percent();
  }

  private static boolean noCaptions(String part) {
    return !part.equals(Sts.CAPTIONS);
  }

  /** BM25 has no similarity of two sentences, only a ranking of documents. */
  Row.Quality measureBm25(Chosen chosen) {
    return new Row.Quality(
        null,
        null,
        null,
        chosen.retrieval ? bm25(retrieval) : null,
        chosen.scifact ? scifact.map(Tasks::bm25).orElse(null) : null);
  }

  private static @Nullable Double bm25(RetrievalTask task) {
    return task.score((ids, texts) -> Bm25.index(ids, texts)::search).percent();
  }
}
