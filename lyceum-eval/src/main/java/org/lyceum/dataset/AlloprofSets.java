// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.lyceum.alloprof.Alloprof;
import org.lyceum.alloprof.AlloprofOptions;
import org.lyceum.task.Card;
import org.lyceum.task.Task;

/**
 * Questions of pupils and the pages that answer them, in French.
 *
 * <p>mteb has tasks of this data set, {@code AlloprofRetrieval}, {@code AlloprofReranking} and
 * {@code AlloProfClusteringP2P.v2} and {@code S2S.v2}, which ask a fifth of the questions, drawn by
 * its makers from an edition of their own. Here all are asked, of the authors' files, so these
 * tasks have names of their own: a score under one of mteb's names would be taken for a figure of
 * its leaderboard.
 */
final class AlloprofSets {
  private static final DataCard DATA = DataCards.named("alloprof");
  private static final String LANGUAGE = "fr";
  private static final List<String> FILES =
      Stream.of(
              "questions/discussions.json",
              "questions/comments.json",
              "questions/categories.json",
              "questions/grades.json",
              "pages/page-content-fr.json",
              "pages/page-content-en.json")
          .map(name -> DATA.folder() + "/" + name)
          .toList();

  private AlloprofSets() {}

  static List<DataSet> all() {
    return List.of(
        set(
            "AlloprofAllQuestionsLastPage",
            card("retrieval-last", Card.Kind.RETRIEVAL, "ndcg_at_10"),
            all -> all.retrieval(LANGUAGE, Alloprof.Judgments.LAST)),
        set(
            "AlloprofAllQuestions",
            card("retrieval", Card.Kind.RETRIEVAL, "ndcg_at_10"),
            all -> all.retrieval(LANGUAGE, Alloprof.Judgments.FULL)),
        set(
            "AlloprofAllQuestionsReranking",
            card("reranking", Card.Kind.RERANKING, "map_at_1000"),
            all -> all.reranking(LANGUAGE)),
        set(
            "AlloprofAllPagesP2P",
            card("clustering-p2p", Card.Kind.CLUSTERING, "v_measure"),
            all -> all.clustering(LANGUAGE, false)),
        set(
            "AlloprofAllPagesS2S",
            card("clustering-s2s", Card.Kind.CLUSTERING, "v_measure"),
            all -> all.clustering(LANGUAGE, true)));
  }

  private static Card card(String task, Card.Kind kind, String main) {
    return DATA.task("alloprof-%s-v1".formatted(task), kind, main, Locale.FRENCH);
  }

  private static DataSet set(String name, Card card, Function<Alloprof, Task> task) {
    return new DataSet(
        name,
        card,
        FILES,
        data -> task.apply(Alloprof.read(data.resolve(DATA.folder()), AlloprofOptions.STRICT)));
  }
}
