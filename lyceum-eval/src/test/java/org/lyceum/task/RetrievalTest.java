// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.protocol.Outcome;

class RetrievalTest {
  private static final Card CARD = CardTest.card("toy-v1", "a test", Set.of(Locale.ENGLISH));

  private static Retrieval toy(Map<String, Map<String, Integer>> qrels) {
    return new Retrieval(
        CARD,
        List.of(new Text("q1", "first"), new Text("q2", "second")),
        List.of(new Text("a", "one"), new Text("b", "two"), new Text("c", "three")),
        qrels);
  }

  @Test
  void ordersDocumentsByIdDescendingSoThatTiesBreakAsInTrecEval() {
    var toy = toy(Map.of("q1", Map.of("a", 1), "q2", Map.of("c", 1)));
    assertThat(toy.documentTexts()).containsExactly("three", "two", "one");
    // one vector for all: c, b, a for both queries: q1 finds a at rank 3 (1/2), q2 c at rank 1 (1)
    var same = new float[] {1, 2};
    assertThat(toy.score(List.of(same, same), List.of(same, same, same)).percent())
        .isCloseTo(75, within(1e-9));
  }

  @Test
  void dropsQueriesWithoutJudgments() {
    assertThat(toy(Map.of("q2", Map.of("c", 1))).queryTexts()).containsExactly("second");
  }

  @Test
  void scoresAnySearcher() {
    var toy = toy(Map.of("q1", Map.of("a", 1), "q2", Map.of("c", 1)));
    // a, b for every query: q1 finds a at rank 1, q2 nothing
    var scores = toy.score((ids, texts) -> (query, k) -> List.of("a", "b"));
    assertThat(scores.percent()).isCloseTo(50, within(1e-9));
    assertThat(scores.of("recall_at_100")).isCloseTo(0.5, within(1e-9));
    assertThat(scores.evidence().size()).isEqualTo(2);
  }

  @Test
  void refusesASearcherThatFindsADocumentTwice() {
    var toy = toy(Map.of("q1", Map.of("a", 1)));
    assertThatThrownBy(() -> toy.score((ids, texts) -> (query, k) -> List.of("a", "b", "a")))
        .hasMessageContaining("must find a document once")
        .hasMessageContaining("for 'first'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"graded", "query_without_positive"}) // the other cases use the dot product
  void scoresAsMteb(String name) {
    for (var test : GoldenFiles.json("metrics/mteb_retrieval.json").get("cases")) {
      if (test.get("case").asText().equals(name)) {
        var scores = score(test.get("inputs"));
        var expected = test.get("expected");
        assertThat(scores.percent())
            .isCloseTo(100 * expected.get("ndcg_at_10").asDouble(), within(1e-3));
        assertThat(scores.of("recall_at_100"))
            .isCloseTo(expected.get("recall_at_100").asDouble(), within(1e-5));
      }
    }
  }

  private static Outcome score(JsonNode input) {
    var qrels = new HashMap<String, Map<String, Integer>>();
    for (var query : input.get("qrels").properties()) {
      var grades = new HashMap<String, Integer>();
      query.getValue().properties().forEach(d -> grades.put(d.getKey(), d.getValue().asInt()));
      qrels.put(query.getKey(), grades);
    }
    var task =
        new Retrieval(CARD, texts(input.get("query_ids")), texts(input.get("document_ids")), qrels);
    return task.score(
        vectors(task.queries(), input.get("query_ids"), input.get("query_vectors")),
        vectors(task.documents(), input.get("document_ids"), input.get("document_vectors")));
  }

  private static List<Text> texts(JsonNode ids) {
    var texts = new ArrayList<Text>();
    ids.forEach(id -> texts.add(new Text(id.asText(), id.asText())));
    return texts;
  }

  private static List<float[]> vectors(List<Text> wanted, JsonNode ids, JsonNode vectors) {
    var byId = new HashMap<String, float[]>();
    IntStream.range(0, ids.size())
        .forEach(i -> byId.put(ids.get(i).asText(), StsTest.floats(vectors.get(i))));
    return wanted.stream().map(text -> byId.getOrDefault(text.id(), new float[0])).toList();
  }

  @Test
  void refusesADataSetInWhichNothingIsJudged() {
    assertThatThrownBy(() -> toy(Map.of()))
        .hasMessage(
            "task 'toy-v1' must have judged queries and documents,"
                + " got 0 judged queries and 3 documents");
  }

  @Test
  void refusesAnIdThatIsThereTwice() {
    var twice = List.of(new Text("a", "one"), new Text("a", "two"));
    assertThatThrownBy(
            () ->
                new Retrieval(
                    CARD, List.of(new Text("q", "x")), twice, Map.of("q", Map.of("a", 1))))
        .hasMessage("each document must have an id of its own, got 'a' twice");
  }

  @Test
  void refusesAWrongNumberOfVectors() {
    var toy = toy(Map.of("q1", Map.of("a", 1)));
    assertThatThrownBy(() -> toy.score(List.of(new float[1]), List.of(new float[1])))
        .hasMessage("task 'toy-v1' needs a vector for each of its 3 documents, got 1");
  }
}
