// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.lyceum.Close;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

class ModelsTest {
  private static final List<String> TEXTS =
      List.of(
          "A small dog.",
          "The student answers the question of the teacher, who reads it aloud and waits.",
          "Où est la bibliothèque? 学生回答老师的问题。 " + "A longer one goes on. ".repeat(30));

  @TempDir Path folder;

  /** The artifact's jar in the local Maven repository, or a skipped test. */
  private static Path jar(Teacher teacher) {
    var artifact = teacher.artifact();
    String id = "langchain4j-embeddings-" + artifact.id();
    Path jar =
        Path.of(System.getProperty("user.home"), ".m2/repository/dev/langchain4j", id)
            .resolve(artifact.version())
            .resolve(id + "-" + artifact.version() + ".jar");
    Assumptions.assumeTrue(
        Files.exists(jar), () -> jar + " is missing; get it with lyceum fetch " + teacher.label());
    return jar;
  }

  @ParameterizedTest
  @EnumSource
  void givesTeachersWhoseThreeForwardPassesAgree(Teacher teacher) throws Exception {
    Path model = folder.resolve("model");
    try (var source = TeacherSource.inJar(teacher, jar(teacher))) {
      ModelFolderWriter.write(source.content(), model);
    }
    byte[] own = entry(jar(teacher), teacher.artifact().graph());
    try (var opened = ModelFolder.open(model);
        var parameters = TorchParameters.load(opened.weights(), DType.F32, false);
        var original = session(own);
        var exported = session(Files.readAllBytes(model.resolve("onnx/model.onnx")))) {
      assertThat(opened.spec()).isEqualTo(teacher.spec());
      for (TokenIds text : opened.tokenize(TEXTS)) {
        float[] wanted = run(original, text, original.getOutputNames().iterator().next());
        float[] graph = run(exported, text, GraphExport.STATES);
        float[] torch = torch(opened, parameters, text);
        for (float[] states : List.of(graph, torch)) {
          assertThat(Close.difference(states, wanted, new long[0])).isLessThan(1e-4);
          assertThat(Similarity.COSINE.of(pooled(opened, states), pooled(opened, wanted)))
              .isGreaterThan(0.999999);
        }
      }
    }
  }

  /** One text's vector, as this teacher pools the states of the tokens. */
  private static float[] pooled(ModelFolder teacher, float[] states) {
    int width = teacher.spec().backbone().width();
    try (var scope = Scope.open("pooled")) {
      var tensor = Torch.tensor(states, 1, states.length / width, width);
      return teacher.spec().pooling().apply(tensor, null).floats();
    }
  }

  private static byte[] entry(Path jar, String name) throws IOException {
    try (var zip = new java.util.zip.ZipFile(jar.toFile());
        var in = zip.getInputStream(zip.getEntry(name))) {
      return in.readAllBytes();
    }
  }

  private static OrtSession session(byte[] model) throws OrtException {
    return OrtEnvironment.getEnvironment().createSession(model);
  }

  private static float[] run(OrtSession session, TokenIds text, String output) throws OrtException {
    var environment = OrtEnvironment.getEnvironment();
    long[] ids = Arrays.stream(text.ids()).asLongStream().toArray();
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (var idTensor = OnnxTensor.createTensor(environment, new long[][] {ids});
        var maskTensor = OnnxTensor.createTensor(environment, new long[][] {ones});
        var typeTensor = OnnxTensor.createTensor(environment, new long[1][ids.length]);
        var result =
            session.run(
                Map.of(
                    GraphExport.IDS, idTensor,
                    GraphExport.MASK, maskTensor,
                    GraphExport.TYPES, typeTensor))) {
      var tensor = (OnnxTensor) result.get(output).orElseThrow();
      float[] values = new float[tensor.getFloatBuffer().remaining()];
      tensor.getFloatBuffer().get(values);
      return values;
    }
  }

  private static float[] torch(ModelFolder folder, TorchParameters parameters, TokenIds text) {
    try (var scope = Scope.open("teacher");
        var guard = Torch.noGrad()) {
      long[] ids = Arrays.stream(text.ids()).asLongStream().toArray();
      var tokens = new Tokens(Torch.tensor(ids, 1, ids.length), null, null);
      return folder.model(parameters).tokenEmbeddings(tokens).floats();
    }
  }

  @Test
  void refusesAJarWithOtherContent() throws IOException {
    Path jar = folder.resolve("other.jar");
    try (var zip = new java.util.zip.ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("e5-small-v2.onnx", "e5-small-v2-tokenizer.json")) {
        zip.putNextEntry(new java.util.zip.ZipEntry(name));
        zip.write(1);
      }
    }
    assertThatThrownBy(() -> Models.install(Teacher.E5_SMALL, jar))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("e5-small-v2.onnx: must have SHA-256 b2a43b66");
  }

  @Test
  void refusesAnUnknownNameAndListsTheKnown() {
    assertThatThrownBy(() -> Models.resolve("minilm-l7"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("neither a folder nor one of minilm-l6, bge-small-en, e5-small");
  }

  @Test
  void takesAFolder() {
    assertThat(Models.resolve(folder.toString())).isEqualTo(folder);
  }

  @Test
  void saysHowToGetATeacherThatIsNotOnTheClassPath() {
    assertThatThrownBy(() -> TeacherSource.onClassPath(Teacher.BGE_SMALL_EN))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lyceum fetch bge-small-en");
  }

  @Test
  void hasTheDefaultTeacherOnTheClassPath() {
    try (var source = TeacherSource.onClassPath(Teacher.MINILM_L6)) {
      assertThat(source.content().weights().names())
          .contains("encoder.layer.5.output.dense.weight")
          .doesNotContain("embeddings.position_ids");
    }
  }
}
