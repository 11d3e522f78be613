// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.DataException;

class StsTest {
  private static Sts of(Sts.Pair... pairs) {
    return of(new Sts.Part("all", List.of(pairs)));
  }

  private static Sts of(Sts.Part... parts) {
    return new Sts(Sts.sts13().card(), List.of(parts), new Prompt.None());
  }

  @Test
  void hasThePairsThatMtebHas() {
    assertThat(Sts.sts12().pairs()).hasSize(3108);
    assertThat(Sts.sts13().pairs()).hasSize(1500);
    assertThat(Sts.sts12().pairs().getFirst())
        .isEqualTo(
            new Sts.Pair(
                "The problem likely will mean corrective changes before the shuttle fleet starts"
                    + " flying again.",
                "He said the problem needs to be corrected before the space shuttle fleet is"
                    + " cleared to fly again.",
                4.4));
  }

  @Test
  void ordersPairsByCosine() {
    // cosines 1, 0, 1/sqrt 2 against 5, 0, 1: the same order
    var sts = of(new Sts.Pair("a", "b", 5), new Sts.Pair("c", "d", 0), new Sts.Pair("e", "f", 1));
    var vectors =
        List.of(
            new float[] {2, 0},
            new float[] {1, 0},
            new float[] {1, 0},
            new float[] {1, 0},
            new float[] {0, 1},
            new float[] {3, 3});
    var scores = sts.score(vectors);
    assertThat(sts.texts()).containsExactly("a", "c", "e", "b", "d", "f");
    assertThat(scores.percent()).isCloseTo(100, within(1e-9));
    assertThat(scores.of("cosine_pearson")).isLessThan(1);
    assertThat(scores.evidence().size()).isEqualTo(3);
  }

  @Test
  void leavesOutParts() {
    // "front" alone is ordered right; with "back", whose cosine 1 is judged 0, nothing is
    var front = List.of(new Sts.Pair("a", "b", 5), new Sts.Pair("c", "d", 1));
    var sts =
        of(
            new Sts.Part("back", List.of(new Sts.Pair("x", "y", 0))),
            new Sts.Part("front", front),
            new Sts.Part("none", List.of()));
    var one = new float[] {1, 0};
    var vectors = List.of(one, one, one, one, one, new float[] {0, 1});
    assertThat(sts.score(vectors, "front"::equals).percent()).isCloseTo(100, within(1e-9));
    assertThat(sts.score(vectors, "front"::equals).evidence().size()).isEqualTo(2);
    assertThat(sts.score(vectors).percent()).isLessThan(1);
    assertThat(Sts.sts12().parts()).extracting(Sts.Part::name).contains(Sts.CAPTIONS);
  }

  @Test
  void isNotANumberForAModelThatHasCollapsed() {
    var sts = of(new Sts.Pair("a", "b", 5), new Sts.Pair("c", "d", 0));
    var one = new float[] {1, 1};
    assertThat(sts.score(List.of(one, one, one, one)).percent()).isNaN();
  }

  @Test
  void scoresAsMteb() {
    for (var test : GoldenFiles.json("metrics/mteb_sts.json").get("cases")) {
      var input = test.get("inputs");
      var pairs = new ArrayList<Sts.Pair>();
      input.get("scores").forEach(gold -> pairs.add(new Sts.Pair("", "", gold.asDouble())));
      var vectors = new ArrayList<float[]>();
      input.get("vectors1").forEach(v -> vectors.add(floats(v)));
      input.get("vectors2").forEach(v -> vectors.add(floats(v)));
      var scores = of(pairs.toArray(Sts.Pair[]::new)).score(vectors);
      var expected = test.get("expected");
      assertThat(scores.percent())
          .isCloseTo(100 * expected.get("cosine_spearman").asDouble(), within(1e-3));
      assertThat(scores.of("cosine_pearson"))
          .isCloseTo(expected.get("cosine_pearson").asDouble(), within(1e-5));
    }
  }

  @Test
  void refusesTooFewVectors() {
    assertThatThrownBy(() -> Sts.sts13().score(List.of(new float[1])))
        .hasMessage("task 'sts13-v1' needs a vector for each of its 3000 texts, got 1");
  }

  @Test
  void refusesVectorsOfDifferentWidth() {
    assertThatThrownBy(
            () -> of(new Sts.Pair("a", "b", 5)).score(List.of(new float[1], new float[2])))
        .hasMessage("first texts and second texts must have vectors of one width, got 1 and 2");
  }

  @Test
  void refusesFilesThatAreNotWhatTheyShouldBe() {
    assertThatThrownBy(() -> StsFiles.join("in", List.of("a\tb"), "gs", List.of()))
        .isInstanceOf(DataException.class)
        .hasMessage("gs: there must be a judgment for each of the 1 pairs of in, got 0");
    assertThatThrownBy(() -> StsFiles.join("in", List.of("a b"), "gs", List.of("1")))
        .hasMessage("in:1: a line must hold two sentences with a tab between, got: a b");
    assertThatThrownBy(() -> StsFiles.join("in", List.of("a\tb"), "gs", List.of("x")))
        .hasMessage("gs:1: a line must hold one number, got: x");
    assertThatThrownBy(() -> StsFiles.read("semeval-1999", "X"))
        .hasMessageContaining("add the artifact org.dkpro.similarity");
  }

  static float[] floats(JsonNode list) {
    var values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) list.get(i).asDouble();
    }
    return values;
  }
}
