// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.Embedders;
import org.lyceum.folder.ModelFolder;
import org.lyceum.objective.EmbeddingRegression;
import org.lyceum.objective.TokenRegression;
import org.lyceum.tensor.Seed;
import org.lyceum.torch.Scope;
import org.lyceum.train.Guide;
import org.lyceum.train.Layout;

/** Students of a teacher whose folder cuts its vectors to 5 numbers. */
class StudentTest {
  private static final int CUT = 5;
  private static final Seed SEED = new Seed(1);
  private static final List<String> TEXTS =
      List.of("the student answers", "a question about light and time", "x");

  @TempDir Path folder;

  @BeforeEach
  void cutTheTeacher() throws IOException {
    var from = GoldenFiles.path("folders/old/bert-mean");
    try (var files = Files.walk(from)) {
      for (var file : files.filter(Files::isRegularFile).toList()) {
        var target = folder.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    var use = folder.resolve("config_sentence_transformers.json");
    var text = Files.readString(use);
    Files.writeString(
        use, "{\"truncate_dim\": %d,".formatted(CUT) + text.substring(text.indexOf('{') + 1));
  }

  @Test
  void ofAllLayersGivesTheVectorsOfTheTeacherBeforeItLearns() {
    try (var teacher = ModelFolder.open(folder);
        var embedder = Embedders.open(folder.toString())) {
      var all = IntStream.range(0, Student.config(teacher).layers()).boxed().toList();
      var student = Student.of(new StudentSpec.Layers(all), teacher, SEED);
      assertThat(student.target()).isEqualTo(Target.whole(CUT));
      var objective = new EmbeddingRegression(EmbeddingRegression.Distance.COSINE);
      try (var trainee = student.trainee(objective, Layout.DEFAULT, SEED);
          var scope = Scope.open("test")) {
        var wanted = embedder.embed(TEXTS).rows();
        float[] found = trainee.embed(teacher.tokenize(TEXTS)).floats();
        assertThat(found).hasSize(TEXTS.size() * CUT);
        for (int i = 0; i < found.length; i++) {
          assertThat(found[i]).isCloseTo(wanted.get(i / CUT)[i % CUT], within(1e-5f));
        }
      }
    }
  }

  @Test
  void leavesTheHeadsOfItsTeacherBehind() {
    try (var teacher = ModelFolder.open(folder)) {
      var student = Student.of(new StudentSpec.Layers(List.of(1)), teacher, SEED);
      assertThat(teacher.weights().names()).contains("pooler.dense.weight");
      assertThat(student.weights().names())
          .contains("encoder.layer.0.output.dense.weight")
          .noneMatch(name -> name.startsWith("pooler."));
    }
  }

  @Test
  void isAsWideAsItWasAskedToBe() {
    try (var teacher = ModelFolder.open(folder)) {
      var fresh = Student.of(new StudentSpec.Fresh(1, 64), teacher, SEED);
      assertThat(fresh.target()).isEqualTo(Target.whole(CUT));
      assertThat(fresh.spec().givenWidth()).isEqualTo(64);
      var table = Student.of(new StudentSpec.Static(4), teacher, SEED);
      assertThat(table.spec().givenWidth()).isEqualTo(4);
      assertThat(table.target().of(new float[CUT])).hasSize(4);
      var together = Student.of(new StudentSpec.Static(4), teacher, SEED, 3);
      var name = table.weights().names().iterator().next();
      assertThat(together.weights().floats(name)).isEqualTo(table.weights().floats(name));
    }
  }

  @Test
  void refusesATableThatIsWiderThanTheVectorsOfTheTeacher() {
    try (var teacher = ModelFolder.open(folder)) {
      assertThatThrownBy(() -> Student.of(new StudentSpec.Static(CUT + 1), teacher, SEED))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("at most as wide as the teacher's vectors, 5, got 6");
    }
  }

  @Test
  void refusesAGuideForATableWhichHasNoStatesOfTokens() {
    try (var teacher = ModelFolder.open(folder);
        var guide = Guide.of(teacher)) {
      var table = Student.of(new StudentSpec.Static(4), teacher, SEED);
      assertThatThrownBy(() -> table.trainee(new TokenRegression(), Layout.DEFAULT, SEED, guide))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "a guide is for a student with states of tokens, got a static table; leave it out");
    }
  }

  @Test
  void refusesVectorsThatAreNarrowerThanTheTarget() {
    assertThatThrownBy(() -> Target.whole(6).of(new float[CUT]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a target of width 6 needs vectors at least as wide, got 5");
  }
}
