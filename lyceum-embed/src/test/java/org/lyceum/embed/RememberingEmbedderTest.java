// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.lyceum.GoldenFiles;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.Prompt;
import org.lyceum.tensor.Seed;

/** Before a real model, which counts its tokens: what is remembered is not computed again. */
class RememberingEmbedderTest {
  private static final EmbedderOptions OPTIONS =
      EmbedderOptions.DEFAULT.threads(1).tokenBudget(256);

  private static OnnxEmbedder model() {
    return OnnxEmbedder.open(
        ModelFolder.open(GoldenFiles.path("folders/old/bert-mean-noprompt")), OPTIONS);
  }

  private static OnnxEmbedder plain() {
    return OnnxEmbedder.open(ModelFolder.open(GoldenFiles.path("folders/old/bert-cls")), OPTIONS);
  }

  @Test
  void computesATextOnceInACallAndInLaterOnes() {
    try (var model = plain();
        var remembering = new RememberingEmbedder(model, 10)) {
      var wanted = model.embed(List.of("a", "b")).rows();
      long before = model.work().tokens();
      var found = remembering.embed(List.of("a", "b", "a")).rows();
      long once = model.work().tokens() - before;
      var again = remembering.embed(List.of("b", "a")).rows();
      assertThat(model.work().tokens() - before).isEqualTo(once).isEqualTo(6); // [CLS] . [SEP]
      assertThat(found.get(0)).containsExactly(wanted.get(0)).containsExactly(found.get(2));
      assertThat(again.get(0)).containsExactly(wanted.get(1));
      assertThat(again.get(1)).containsExactly(wanted.get(0));
      assertThat(remembering.use()).isEqualTo(new RememberingEmbedder.Use(5, 3));
    }
  }

  @Test
  void givesWhatTheModelGivesForAnyCallsAndAnyCapacity() {
    var random = new Seed(3).stream("calls");
    List<String> words = IntStream.range(0, 30).mapToObj(i -> "word " + i).toList();
    for (int capacity : new int[] {1, 7, 100}) {
      try (var model = plain();
          var remembering = new RememberingEmbedder(plain(), capacity)) {
        for (int call = 0; call < 20; call++) {
          var texts = new ArrayList<String>();
          for (int n = random.nextInt(15); n > 0; n--) {
            texts.add(words.get(random.nextInt(words.size())));
          }
          var wanted = model.embed(texts).rows();
          var found = remembering.embed(texts).rows();
          assertThat(found).hasSameSizeAs(wanted);
          for (int i = 0; i < texts.size(); i++) {
            assertThat(found.get(i)).as(texts.get(i)).containsExactly(wanted.get(i));
          }
        }
      }
    }
  }

  @Test
  void forgetsWhatWasAskedForLongestAgo() {
    try (var model = plain();
        var remembering = new RememberingEmbedder(model, 2)) {
      remembering.embed(List.of("a", "b"));
      remembering.embed(List.of("a")); // now b is the eldest
      remembering.embed(List.of("c"));
      assertThat(remembering.use()).isEqualTo(new RememberingEmbedder.Use(4, 1));
      remembering.embed(List.of("a"));
      assertThat(remembering.use().found()).isEqualTo(2);
      remembering.embed(List.of("b"));
      assertThat(remembering.use().found()).isEqualTo(2);
    }
  }

  @Test
  void keepsPromptsApart() {
    try (var remembering = new RememberingEmbedder(model(), 10)) {
      var query = remembering.embedQuery(List.of("light")).rows().getFirst();
      var document = remembering.embedDocument(List.of("light")).rows().getFirst();
      assertThat(query).isNotEqualTo(document);
      assertThat(remembering.use().found()).isZero();
    }
  }

  @Test
  void saysWhichTextsWereCutAlsoWhenTheyAreRemembered() {
    String cut = "the student ".repeat(40);
    try (var remembering = new RememberingEmbedder(plain(), 10)) {
      var texts = List.of("short", cut, "short", cut);
      assertThat(remembering.embed(texts).truncated()).containsExactly(1, 3);
      assertThat(remembering.embed(texts).truncated()).containsExactly(1, 3);
    }
  }

  @Test
  void handsOutCopies() {
    try (var remembering = new RememberingEmbedder(plain(), 10)) {
      var vector = remembering.embed(List.of("a")).rows().getFirst();
      float first = vector[0];
      vector[0] = 1e9f;
      assertThat(remembering.embed(List.of("a")).rows().getFirst()[0]).isEqualTo(first);
    }
  }

  @Test
  void tellsProgressOfAllTexts() {
    try (var remembering = new RememberingEmbedder(plain(), 10)) {
      remembering.embed(List.of("a"));
      var heard = new ArrayList<List<Long>>();
      remembering.embed(
          List.of("a", "b", "c"),
          new Prompt.Default(),
          (done, total) -> heard.add(List.of(done, total)));
      assertThat(heard).allSatisfy(step -> assertThat(step.get(1)).isEqualTo(3));
      assertThat(heard.getLast().getFirst()).isEqualTo(3);
    }
  }

  @Test
  void refusesToRememberNothing() {
    try (var model = plain()) {
      assertThatThrownBy(() -> new RememberingEmbedder(model, 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be 1 or more, got 0");
    }
  }
}
