// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Vectors;
import org.lyceum.folder.Prompt;
import org.lyceum.learner.LogisticRegression;
import org.lyceum.protocol.Classification;
import org.lyceum.protocol.MultilabelClassification;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.Regression;

/** That each kind of task hands the right vector and the right label to its protocol. */
class TaskKindsTest {
  /** Vectors by the first letter of a text. */
  private record Letters(Map<Character, float[]> vectors) implements Embedder {
    @Override
    public String name() {
      return "letters";
    }

    @Override
    public String fingerprint() {
      return "letters";
    }

    @Override
    public int width() {
      return 2;
    }

    @Override
    public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
      return new Vectors(
          texts.stream().map(text -> Objects.requireNonNull(vectors.get(text.charAt(0)))).toList(),
          List.of());
    }

    @Override
    public void close() {}
  }

  private static final Offset<Double> TINY = within(1e-12);

  private static final Embedder EMBEDDER =
      new Letters(
          Map.of(
              'a', new float[] {1, 0},
              'b', new float[] {0, 1},
              'c', new float[] {-1, 0.2f}));

  /** Scores, and looks whether there is a text for each unit that has a value of its own. */
  private static Outcome scored(Task task) {
    var outcome = task.score(EMBEDDER);
    if (task.card().kind() == Card.Kind.CLUSTERING) {
      assertThat(task.units()).isEmpty();
    } else {
      assertThat(task.units()).hasSize(outcome.evidence().size());
      assertThat(outcome.evidence().each()).hasSize(outcome.evidence().size());
    }
    return outcome;
  }

  private static Card card(Card.Kind kind, String main) {
    return new Card("toy-v1", kind, main, Set.of(Locale.ENGLISH), "here", "MIT", "nobody 2020");
  }

  @Test
  void classificationKnowsWhichExampleWasDrawn() {
    var texts = new ArrayList<String>();
    var labels = new ArrayList<String>();
    for (int i = 0; i < 30; i++) { // b is an "x" and comes later than a, which is a "y"
      texts.add((i % 3 == 0 ? "b" : "a") + i);
      labels.add(i % 3 == 0 ? "x" : "y");
    }
    var test = new LabeledTexts(List.of("a1", "b1", "a2", "b2"), List.of("y", "x", "y", "y"));
    var task =
        new ClassificationTask(
            card(Card.Kind.CLASSIFICATION, "accuracy"),
            new LabeledTexts(texts, labels),
            test,
            new Classification(2, 3, LogisticRegression.USUAL, "accuracy"));
    assertThat(scored(task).score()).isCloseTo(0.75, within(1e-12)); // b2 is mislabeled
    assertThat(task.texts()).endsWith("a1", "b1", "a2", "b2").hasSizeBetween(8, 4 + 3 * 4);
    assertThat(task.units()).containsExactly("a1\ny", "b1\nx", "a2\ny", "b2\ny");
    assertThat(scored(task).evidence().each()).containsExactly(new double[] {1, 1, 1, 0}, TINY);
  }

  @Test
  void classificationRefusesALabelThatNoneLearnsFrom() {
    var train = new LabeledTexts(List.of("a", "b", "c"), List.of("y", "x", "y"));
    var test = new LabeledTexts(List.of("a", "d"), List.of("y", "z"));
    var card = card(Card.Kind.CLASSIFICATION, "accuracy");
    assertThatThrownBy(() -> new ClassificationTask(card, train, test, Classification.USUAL))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the test part has 'z', the training part only [x, y]");
    var fewer = new LabeledTexts(List.of("a"), List.of("y")); // a label less is no fault
    assertThat(new ClassificationTask(card, train, fewer, Classification.USUAL).units())
        .containsExactly("a\ny");
  }

  @Test
  void zeroShotTakesTheDescriptionOfTheLabel() {
    var classes =
        List.of(
            new ZeroShotTask.Described("second", "b-like"),
            new ZeroShotTask.Described("first", "a-like"));
    var examples =
        new LabeledTexts(
            List.of("a", "b", "a", "c"), List.of("first", "second", "second", "first"));
    var task = new ZeroShotTask(card(Card.Kind.ZERO_SHOT, "accuracy"), examples, classes);
    assertThat(scored(task).score()).isEqualTo(0.5); // the first two
    assertThat(task.units()).startsWith("a\na-like", "b\nb-like");
    var unknown = new LabeledTexts(List.of("a"), List.of("third"));
    assertThatThrownBy(
            () ->
                new ZeroShotTask(card(Card.Kind.ZERO_SHOT, "accuracy"), unknown, classes)
                    .score(EMBEDDER))
        .hasMessage("a label must be one of [second, first], got 'third'");
  }

  @Test
  void pairsCompareTheFirstWithItsSecond() {
    var task =
        new PairTask(
            card(Card.Kind.PAIRS, "max_ap"),
            List.of(
                new PairTask.Pair("a", "c", false),
                new PairTask.Pair("a", "a", true),
                new PairTask.Pair("b", "b", true),
                new PairTask.Pair("a", "b", false)));
    assertThat(scored(task).of("cosine_ap")).isEqualTo(1);
    assertThat(task.texts()).containsExactly("a", "a", "b", "a", "c", "a", "b", "b");
    assertThat(task.units()).startsWith("a\nc\napart", "a\na\ntogether");
  }

  @Test
  void translationsStandInTheSameOrder() {
    var card = card(Card.Kind.BITEXT, "f1");
    var right = new BitextTask(card, List.of("a", "b", "c"), List.of("a1", "b1", "c1"));
    assertThat(scored(right).of("accuracy")).isEqualTo(1);
    var wrong = new BitextTask(card, List.of("a", "b", "c"), List.of("b1", "a1", "c1"));
    assertThat(scored(wrong).of("accuracy")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scored(wrong).evidence().each()).containsExactly(0, 0, 1);
    assertThatThrownBy(() -> new BitextTask(card, List.of("a"), List.of()))
        .hasMessage("each sentence must have a translation, got 1 and 0");
  }

  @Test
  void clustersKeepTextsAndLabelsTogether() {
    var texts = new ArrayList<String>();
    var labels = new ArrayList<String>();
    for (int i = 0; i < 40; i++) {
      texts.add("ab".charAt(i % 2) + "" + i);
      labels.add(i % 2 == 0 ? "even" : "odd");
    }
    var task =
        new ClusteringTask(
            card(Card.Kind.CLUSTERING, "v_measure"), new LabeledTexts(texts, labels), 20);
    assertThat(task.texts()).hasSize(20).doesNotHaveDuplicates();
    assertThat(scored(task).score()).isCloseTo(1, within(1e-9));
  }

  @Test
  void severalLabelsKeepTheirTexts() {
    var train = new ArrayList<MultilabelTask.Labeled>();
    for (int i = 0; i < 30; i++) { // a is "x", b is "y" and "z"
      train.add(
          i % 3 == 0
              ? new MultilabelTask.Labeled("b" + i, Set.of("y", "z"))
              : new MultilabelTask.Labeled("a" + i, Set.of("x")));
    }
    var test =
        List.of(
            new MultilabelTask.Labeled("a", Set.of("x")),
            new MultilabelTask.Labeled("b", Set.of("z", "y")),
            new MultilabelTask.Labeled("b", Set.of("y")), // the neighbors say "z" too
            new MultilabelTask.Labeled("c", Set.of()));
    var protocol = new MultilabelClassification(4, 3, 3, "accuracy");
    var card = card(Card.Kind.MULTILABEL, "accuracy");
    var task = new MultilabelTask(card, train, test, protocol);
    assertThat(scored(task).score()).isEqualTo(0.5);
    assertThat(scored(task).evidence().each()).containsExactly(new double[] {1, 1, 0, 0}, TINY);
    assertThat(task.units()).contains("b\ny, z");
    assertThat(task.texts()).endsWith("a", "b", "b", "c").hasSizeBetween(4 + 8, 4 + 3 * 8);
    assertThatThrownBy(() -> new MultilabelTask(card, train, List.of(), protocol))
        .hasMessage("task 'toy-v1' must have texts to learn from and to measure on, got 30 and 0");
  }

  @Test
  void strangersAreFartherFromEveryClass() {
    var train = new LabeledTexts(List.of("a", "b"), List.of("x", "y"));
    var test = new LabeledTexts(List.of("a1", "b1", "c1"), List.of("x", "y", "y"));
    var task =
        new OutOfScopeTask(card(Card.Kind.OUT_OF_SCOPE, "auroc"), train, test, List.of("c2", "c3"));
    var outcome = scored(task);
    // c is nearest to b, at the same distance as the strangers: 4 pairs right, 2 tied, of 6
    assertThat(outcome.score()).isCloseTo(5 / 6.0, within(1e-12));
    assertThat(outcome.of("accuracy")).isEqualTo(1);
    assertThat(outcome.evidence().score()).isEqualTo(outcome.score());
    assertThat(outcome.evidence().score(new int[] {3, 4})).isNaN();
    assertThat(outcome.evidence().each())
        .containsExactly(new double[] {1, 1, 0.5, 2.5 / 3, 2.5 / 3}, TINY);
    assertThat(task.units()).contains("b1\ny", "c2\nno class");
  }

  @Test
  void candidatesOfAnotherQueryDoNotCount() {
    var task =
        RerankingTask.ofJudged(
            card(Card.Kind.RERANKING, "map_at_1000"),
            new Judged(
                List.of(new Text("1", "a"), new Text("2", "b"), new Text("3", "a")),
                List.of(new Text("p", "a"), new Text("q", "b"), new Text("r", "c")),
                Map.of(
                    "1", Map.of("q", 1, "r", 0), // right: b is nearer to a than c
                    "2", Map.of("p", 1, "r", 0), // wrong: c is nearer to b than a
                    "3", Map.of("r", 0))));
    // average precision of query 2 is that of the second place, 1/2; query 3 has nothing to find
    assertThat(scored(task).score()).isCloseTo(0.75, within(1e-12));
    assertThat(task.candidates()).hasSize(2);
    assertThat(task.texts()).startsWith("a", "b").hasSize(5);
  }

  @Test
  void outliersAreLessLikeTheOthers() {
    var task =
        new OutlierTask(
            card(Card.Kind.OUTLIERS, "opp"),
            List.of(
                new OutlierTask.Group(List.of("a1", "a2", "b"), List.of("c", "a3")),
                new OutlierTask.Group(List.of("a", "b"), List.of("c"))));
    var outcome = scored(task);
    // cosines: ab 0, ac -0.98, bc 0.2. c among a, a, b stands last: 1. a among a, a, b is as near
    // as the other two, and nearer than b: 0. c among a, b: sums -0.78, a -0.98, b 0.2: 1 of 2
    assertThat(outcome.score()).isCloseTo((1 + 0 + 0.5) / 3, within(1e-12));
    assertThat(outcome.of("accuracy")).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(outcome.evidence().size()).isEqualTo(3);
  }

  @Test
  void rerankingLooksAtCandidatesOnly() {
    var judged =
        new Judged(
            List.of(new Text("q1", "a"), new Text("q2", "b")),
            List.of(new Text("d1", "a1"), new Text("d2", "b1"), new Text("d3", "c1")),
            Map.of("q1", Map.of("d2", 1), "q2", Map.of("d3", 1)));
    // q1 does not meet d1, its nearest; of d2 and d3, d2 is nearer. q2 finds d2 before d3.
    var task =
        new RerankingTask(
            card(Card.Kind.RERANKING, "map_at_1000"),
            judged,
            Map.of("q1", List.of("d2", "d3"), "q2", List.of("d2", "d3")));
    assertThat(task.texts()).containsExactly("a", "b", "a1", "b1", "c1");
    assertThat(scored(task).score()).isCloseTo((1 + 0.5) / 2, within(1e-12));
  }

  @Test
  void instructionsAreAskedTwice() {
    var judged =
        new Judged(
            List.of(new Text("q-og", "a"), new Text("q-changed", "b")),
            List.of(new Text("d1", "a1"), new Text("d2", "b1")),
            Map.of("q-og", Map.of("d1", 1), "q-changed", Map.of("d2", 1)));
    var task =
        new InstructionTask(
            card(Card.Kind.INSTRUCTION, "p-MRR"), judged, Map.of("q", List.of("d1")), Map.of());
    assertThat(scored(task).score()).isCloseTo(0.5, within(1e-12)); // from rank 1 to 2
  }

  @Test
  void multilabelKnowsWhoseLabelsTheyAre() {
    var train = new ArrayList<MultilabelTask.Labeled>();
    for (int i = 0; i < 40; i++) {
      train.add(
          i % 2 == 0
              ? new MultilabelTask.Labeled("a" + i, Set.of("x", "y"))
              : new MultilabelTask.Labeled("b" + i, Set.of("z")));
    }
    var test =
        List.of(
            new MultilabelTask.Labeled("a", Set.of("y", "x")),
            new MultilabelTask.Labeled("b", Set.of("z")),
            new MultilabelTask.Labeled("b", Set.of("x")));
    var task =
        new MultilabelTask(
            card(Card.Kind.MULTILABEL, "accuracy"), train, test, MultilabelClassification.USUAL);
    assertThat(scored(task).score()).isCloseTo(2 / 3.0, within(1e-12));
  }

  @Test
  void regressionKnowsWhoseValuesTheyAre() {
    var train =
        List.of(
            new RegressionTask.Example("a", 10),
            new RegressionTask.Example("b", 20),
            new RegressionTask.Example("c", 0));
    var test =
        List.of(
            new RegressionTask.Example("b", 3),
            new RegressionTask.Example("c", 1),
            new RegressionTask.Example("a", 2));
    var task =
        new RegressionTask(card(Card.Kind.REGRESSION, "kendalltau"), train, test, Regression.USUAL);
    assertThat(scored(task).score()).isCloseTo(1, within(1e-12));
  }

  @Test
  void summariesAreThoseOfTheirText() {
    var one =
        new SummarizationTask.Summarized(
            List.of("a"), List.of("a1", "b1", "c1"), List.of(3.0, 2.0, 1.0));
    var other =
        new SummarizationTask.Summarized(
            List.of("b", "b2"), List.of("a1", "b1"), List.of(2.0, 1.0));
    var task =
        new SummarizationTask(
            card(Card.Kind.SUMMARIZATION, "cosine_spearman"), List.of(one, other));
    assertThat(scored(task).score()).isCloseTo((1 - 1) / 2.0, within(1e-12));
  }

  @Test
  void setsAreClusteredOneByOne() {
    var one = new LabeledTexts(List.of("a1", "b1", "a2", "b2"), List.of("x", "y", "x", "y"));
    var other = new LabeledTexts(List.of("c1", "b1"), List.of("z", "z"));
    var task = new ClusteredSetsTask(card(Card.Kind.CLUSTERING, "v_measure"), List.of(one, other));
    assertThat(task.texts()).hasSize(6);
    assertThat(scored(task).score()).isCloseTo(1, within(1e-9));
  }
}
