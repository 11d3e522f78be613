// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.tensor.DataException;

/** The counts were made by hand from the files of the sample. */
class AlloprofTest {
  @TempDir Path folder;

  @BeforeEach
  void write() {
    AlloprofSample.writeTo(folder);
  }

  private Alloprof read(AlloprofOptions options) {
    return Alloprof.read(folder, options);
  }

  private Document document(AlloprofOptions options, String id) {
    return read(options).documents().stream()
        .filter(document -> document.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void countsWhatIsThere() {
    var all = read(AlloprofOptions.STRICT);
    assertThat(all.questions()).hasSize(12); // one of 13 is in no category
    assertThat(all.pages()).hasSize(6); // one has no address, one entry is empty
    assertThat(all.dropped()).isEqualTo(2);
    assertThat(all.unanswered()).isEqualTo(2);
    assertThat(all.questions().stream().mapToInt(question -> question.images().size()).sum())
        .isEqualTo(2);
    assertThat(all.questions().stream().filter(question -> question.text().isEmpty())).hasSize(1);
    assertThat(all.questions().stream().mapToInt(question -> question.relevant().size()).sum())
        .isEqualTo(12);
  }

  @Test
  void readsTheTextOfAQuestionAndOfAPage() {
    assertThat(document(AlloprofOptions.STRICT, "101").text())
        .isEqualTo("Bonjour, comment on fait pour aditionner 1/2 et 1/3 ?");
    assertThat(document(AlloprofOptions.STRICT, "102").text())
        .isEqualTo("Je comprend pas pourquoi il faut le meme dénominateur en bas");
    assertThat(document(AlloprofOptions.STRICT, "105").text())
        .isEqualTo("https://images.exemple.org/plante.jpg");
    assertThat(document(AlloprofOptions.STRICT, "a5-fr").text())
        .isEqualTo(
            "La vitesse moyenne mouvement distance temps La vitesse moyenne est la distance"
                + " parcourue divisée par la durée du déplacement.");
  }

  @Test
  void followsLinksToPagesAndToQuestions() {
    assertThat(document(AlloprofOptions.STRICT, "102").relevant()).containsExactly("a1-fr");
    assertThat(document(AlloprofOptions.STRICT, "103").relevant()).containsExactly("104", "a2-fr");
    assertThat(document(AlloprofOptions.STRICT, "109").relevant()).isEmpty(); // not accepted
    assertThat(document(AlloprofOptions.STRICT, "111").relevant()).containsExactly("a1-en");
  }

  @Test
  void limitsWhatAQuestionCanMean() {
    var all = read(AlloprofOptions.STRICT);
    var question = document(AlloprofOptions.STRICT, "101");
    assertThat(all.possible(question)).extracting(Document::id).containsExactly("109", "a1-fr");
    assertThat(all.possible(document(AlloprofOptions.STRICT, "112"))).isEmpty(); // a parent's
  }

  /** A page of level 7 counts for grade 6 where one grade lower counts, one of level 8 does not. */
  @Test
  void widensGradesByWhatIsAskedFor() throws IOException {
    var file = folder.resolve("pages/page-content-fr.json");
    var pages = Files.readString(file);
    var levels = "\"levels\": [\n     8\n    ]";
    assertThat(pages).contains("\"topic\": \"Sciences\"", levels);
    assertThat(document(new AlloprofOptions(false, 1, 0), "a3-fr").grades())
        .containsExactlyInAnyOrder("Secondaire 1", "Secondaire 2");
    assertThat(document(new AlloprofOptions(false, 2, 1), "a3-fr").grades())
        .contains("Primaire 6", "Secondaire 1", "Secondaire 3");
    assertThat(document(new AlloprofOptions(false, 0, 9), "a5-fr").grades())
        .containsExactlyInAnyOrder("Secondaire 5", "Post-secondaire");
    assertThat(document(new AlloprofOptions(false, 9, 0), "a1-fr").grades())
        .contains("Primaire 1")
        .doesNotContain("Utilisateur");
  }

  @Test
  void addsRelatedSubjectsWhereAsked() {
    assertThat(document(AlloprofOptions.STRICT, "a1-fr").subjects()).containsExactly(Subject.MATH);
    assertThat(document(new AlloprofOptions(true, 0, 0), "a1-fr").subjects())
        .containsExactly(Subject.MATH, Subject.OTHER, Subject.PHYSICS);
  }

  @Test
  void asksForPagesWithAllJudgmentsOrTheLastOfEach() {
    var all = read(AlloprofOptions.STRICT);
    var full = all.retrieval("fr", Alloprof.Judgments.FULL);
    assertThat(full.queries()).hasSize(9);
    assertThat(full.documents()).hasSize(5);
    var last = all.retrieval("fr", Alloprof.Judgments.LAST);
    assertThat(full.qrels().get("107")).containsOnlyKeys("a2-fr", "a4-fr");
    assertThat(last.qrels().get("107")).containsOnlyKeys("a4-fr");
    assertThat(last.card().id()).isNotEqualTo(full.card().id());
    assertThat(all.candidates(full).get("101")).containsExactly("a1-fr");
    assertThat(all.candidates(full).get("112")).isEmpty();
    assertThat(all.retrieval("en", Alloprof.Judgments.FULL).queries()).hasSize(1);
    assertThat(read(new AlloprofOptions(true, 0, 0)).clustering("fr", true).all().labels())
        .contains("math", "french");
    assertThat(all.clustering("fr", true).texts()).hasSize(5).contains("La photosynthèse");
  }

  /** The sample has five pages in French, of which question 107 is answered by two. */
  @Test
  void putsWhatAnswersAQuestionAmongOthersThatItCouldMean() {
    var all = read(AlloprofOptions.STRICT);
    var task = all.reranking("fr");
    assertThat(task.judged().queries()).hasSize(9);
    assertThat(task.candidates()).hasSize(9);
    assertThat(task.judged().qrels().get("107")).containsOnlyKeys("a2-fr", "a4-fr");
    assertThat(task.candidates().get("107"))
        .hasSize(5) // there are no ten others
        .doesNotHaveDuplicates()
        .contains("a2-fr", "a4-fr");
    assertThat(task.candidates().get("101")).startsWith("a1-fr");
    assertThat(all.reranking("fr").candidates()).isEqualTo(task.candidates()); // always the same
    var question = document(AlloprofOptions.STRICT, "101");
    assertThat(document(AlloprofOptions.STRICT, "a1-fr").distanceFrom(question)).isZero();
    assertThat(document(AlloprofOptions.STRICT, "a3-fr").distanceFrom(question)).isEqualTo(2);
  }

  @Test
  void namesTheFileThatDoesNotHoldWhatItMust() throws IOException {
    Files.write(folder.resolve("questions/comments.json"), "{}".getBytes(UTF_8));
    assertThatThrownBy(() -> read(AlloprofOptions.STRICT))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("comments.json")
        .hasMessageContaining("must hold a list");
    Files.write(
        folder.resolve("questions/comments.json"), "[{\"DateAccepted\": 1}]".getBytes(UTF_8));
    assertThatThrownBy(() -> read(AlloprofOptions.STRICT))
        .hasMessageContaining("'DiscussionID' must be a text in each entry");
    Files.delete(folder.resolve("questions/grades.json"));
    assertThatThrownBy(() -> read(AlloprofOptions.STRICT)).hasMessageContaining("grades.json");
    assertThatThrownBy(() -> new AlloprofOptions(false, -1, 0)).hasMessageContaining("0 or more");
    assertThat(Subject.of("Éducation financière")).isEqualTo(Subject.FINANCIAL_ED);
    assertThat(Subject.of("Root")).isEqualTo(Subject.OTHER);
    assertThat(List.of(Subject.values())).hasSize(11);
  }
}
