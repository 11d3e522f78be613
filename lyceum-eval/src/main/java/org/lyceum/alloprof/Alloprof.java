// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lyceum.task.Card;
import org.lyceum.task.ClusteringTask;
import org.lyceum.task.Judged;
import org.lyceum.task.LabeledTexts;
import org.lyceum.task.RerankingTask;
import org.lyceum.task.Retrieval;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

/**
 * The data set, read.
 *
 * @param documents questions, then pages
 * @param dropped links of answers to pages that there are none of
 * @param unanswered questions without an accepted answer
 */
public record Alloprof(List<Document> documents, int dropped, int unanswered) {
  private static final String SOURCE = "https://github.com/mila-aia/alloprof-data";
  private static final String LICENSE = "CC-BY-NC-SA-4.0";
  private static final String CITATION = "Lefebvre-Brossard et al. 2023, arXiv:2302.07738";
  private static final int NEGATIVES = 10;
  private static final Seed SEED = new Seed(42);

  /** Copies the list. */
  public Alloprof {
    documents = List.copyOf(documents);
  }

  /** Which of the pages that an answer points to count. */
  public enum Judgments {
    /** All of them. */
    FULL,
    /**
     * The last of each question alone: mteb's loader overwrites the others. Its figures are of
     * these, and of a fifth of the questions.
     */
    LAST
  }

  /**
   * {@return what the files of a folder hold}
   *
   * @param folder with {@code questions/} and {@code pages/}
   * @param options which pages can be meant by a question
   * @throws DataException if a file is missing or does not hold what it must
   */
  public static Alloprof read(Path folder, AlloprofOptions options) {
    return new AlloprofFolder(folder, options).read();
  }

  /** {@return the questions} */
  public List<Document> questions() {
    return documents.stream().filter(Document::isQuery).toList();
  }

  /** {@return the reference pages} */
  public List<Document> pages() {
    return documents.stream().filter(document -> !document.isQuery()).toList();
  }

  /**
   * {@return the documents that can be meant by a question, itself left out}
   *
   * @param question one of the questions
   */
  public List<Document> possible(Document question) {
    return documents.stream()
        .filter(document -> !document.id().equals(question.id()))
        .filter(document -> document.isPossibleFor(question))
        .toList();
  }

  /**
   * {@return the task of finding the pages that answer a question, among all pages of a language}
   *
   * @param language {@code fr} or {@code en}
   * @param judgments which pages count
   */
  public Retrieval retrieval(String language, Judgments judgments) {
    var judged = judged(language, judgments);
    return new Retrieval(
        card(
            judgments == Judgments.LAST ? "alloprof-retrieval-last-v1" : "alloprof-retrieval-v1",
            Card.Kind.RETRIEVAL,
            "ndcg_at_10",
            language),
        judged.queries(),
        judged.documents(),
        judged.qrels());
  }

  private Judged judged(String language, Judgments judgments) {
    var pages = pages(language);
    var ids = pages.stream().map(Document::id).collect(Collectors.toSet());
    var queries = new ArrayList<Text>();
    var qrels = new LinkedHashMap<String, Map<String, Integer>>();
    for (var question : questions()) {
      var relevant = question.relevant().stream().filter(ids::contains).toList();
      if (question.language().equals(language) && !relevant.isEmpty()) {
        queries.add(new Text(question.id(), question.text()));
        qrels.put(
            question.id(),
            (judgments == Judgments.LAST ? List.of(relevant.getLast()) : relevant)
                .stream().collect(Collectors.toMap(id -> id, id -> 1)));
      }
    }
    return new Judged(
        queries, pages.stream().map(page -> new Text(page.id(), page.text())).toList(), qrels);
  }

  private List<Document> pages(String language) {
    return pages().stream().filter(page -> page.language().equals(language)).toList();
  }

  /**
   * {@return the task of putting all pages that answer a question before {@value #NEGATIVES}
   * others}
   *
   * <p>mteb took the others from what a model finds. Here they are drawn, always the same, so that
   * no model has a part in it: of the pages that can be meant by the question, and where those are
   * too few, of its subject, then of any.
   *
   * @param language {@code fr} or {@code en}
   */
  public RerankingTask reranking(String language) {
    var judged = judged(language, Judgments.FULL);
    var pages = pages(language);
    var candidates = new LinkedHashMap<String, List<String>>();
    for (var question : questions()) {
      var relevant = judged.qrels().get(question.id());
      if (relevant != null) {
        candidates.put(
            question.id(),
            Stream.concat(relevant.keySet().stream(), negatives(question, pages, relevant.keySet()))
                .toList());
      }
    }
    return new RerankingTask(
        card("alloprof-reranking-v1", Card.Kind.RERANKING, "map_at_1000", language),
        judged,
        candidates);
  }

  private static Stream<String> negatives(
      Document question, List<Document> pages, Set<String> relevant) {
    var drawn = new ArrayList<>(pages);
    var random = SEED.stream("alloprof/reranking/" + question.id());
    Collections.shuffle(drawn, Random.from(random));
    return drawn.stream()
        .filter(page -> !relevant.contains(page.id()))
        .sorted(Comparator.comparingInt(page -> page.distanceFrom(question)))
        .map(Document::id)
        .limit(NEGATIVES);
  }

  /**
   * {@return for each question of a retrieval the ids of the pages that can be meant by it; none
   * where no page can}
   *
   * @param retrieval made by {@link #retrieval}
   */
  public Map<String, Set<String>> candidates(Retrieval retrieval) {
    var asked = retrieval.queries().stream().map(Text::id).collect(Collectors.toSet());
    var candidates = new LinkedHashMap<String, Set<String>>();
    for (var question : questions()) {
      if (asked.contains(question.id())) {
        candidates.put(
            question.id(),
            possible(question).stream()
                .filter(document -> !document.isQuery())
                .map(Document::id)
                .collect(Collectors.toCollection(LinkedHashSet::new)));
      }
    }
    return candidates;
  }

  /**
   * {@return the task of clustering the pages of a language by subject}
   *
   * @param language {@code fr} or {@code en}
   * @param titles whether of a page its title alone counts (mteb's S2S), else all of its text (P2P)
   */
  public ClusteringTask clustering(String language, boolean titles) {
    var pages = pages(language);
    return new ClusteringTask(
        card(
            titles ? "alloprof-clustering-s2s-v1" : "alloprof-clustering-p2p-v1",
            Card.Kind.CLUSTERING,
            "v_measure",
            language),
        new LabeledTexts(
            pages.stream().map(page -> titles ? page.title() : page.text()).toList(),
            pages.stream().map(Alloprof::subject).toList()),
        pages.size());
  }

  private static String subject(Document page) {
    return page.subjects().getFirst().label();
  }

  private static Card card(String id, Card.Kind kind, String main, String language) {
    return new Card(
        id, kind, main, Set.of(Locale.forLanguageTag(language)), SOURCE, LICENSE, CITATION);
  }
}
