// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.ZipFile;
import org.lyceum.files.FolderTree;
import org.lyceum.files.JsonFile;
import org.lyceum.files.Sha256;
import org.lyceum.onnx.OnnxWeights;
import org.lyceum.tensor.DataException;
import org.lyceum.weights.Weights;

/** The two files of a teacher's artifact, made into the content of a model folder. */
final class TeacherSource implements AutoCloseable {
  private final Teacher teacher;
  private final byte[] graph;
  private final Path tokenizer;

  private TeacherSource(Teacher teacher, byte[] graph, byte[] tokenizerJson) {
    this.teacher = teacher;
    this.graph = graph;
    check(teacher.artifact().graph(), graph, teacher.artifact().graphHash());
    check(teacher.artifact().tokenizer(), tokenizerJson, teacher.artifact().tokenizerHash());
    try {
      tokenizer = Files.createTempDirectory("lyceum-tokenizer-");
      FolderTree.deleteAtExit(tokenizer);
      Files.write(tokenizerFile(), tokenizerJson);
      var root = (ObjectNode) JsonFile.read(tokenizerFile()).root();
      root.putNull("truncation").putNull("padding"); // each caller has its own
      Files.write(tokenizerFile(), JsonText.of(root).getBytes(UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path tokenizerFile() {
    return tokenizer.resolve("tokenizer.json");
  }

  private static void check(String name, byte[] content, String hash) {
    String found = Sha256.of(content);
    if (!found.equals(hash)) {
      throw new DataException(
          name, "must have SHA-256 %s, got %s; fetch the artifact again".formatted(hash, found));
    }
  }

  /** From the class path, where an application that depends on the artifact has it. */
  static TeacherSource onClassPath(Teacher teacher) {
    var artifact = teacher.artifact();
    var loader = TeacherSource.class.getClassLoader();
    try (var graph = loader.getResourceAsStream(artifact.graph());
        var tokenizer = loader.getResourceAsStream(artifact.tokenizer())) {
      if (graph == null || tokenizer == null) {
        throw new IllegalStateException(
            "the model '%1$s' must be fetched before it is used: lyceum fetch %1$s, or put %2$s on the class path"
                .formatted(teacher.label(), artifact.coordinates()));
      }
      return new TeacherSource(teacher, graph.readAllBytes(), tokenizer.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From the artifact's file. */
  static TeacherSource inJar(Teacher teacher, Path jar) {
    var artifact = teacher.artifact();
    try (var zip = new ZipFile(jar.toFile())) {
      return new TeacherSource(
          teacher, entry(jar, zip, artifact.graph()), entry(jar, zip, artifact.tokenizer()));
    } catch (IOException e) {
      throw new DataException(jar, "must be the jar of " + artifact.coordinates(), e);
    }
  }

  private static byte[] entry(Path jar, ZipFile zip, String name) throws IOException {
    var entry = zip.getEntry(name);
    if (entry == null) {
      throw new DataException(jar, "must hold the file " + name);
    }
    try (InputStream in = zip.getInputStream(entry)) {
      return in.readAllBytes();
    }
  }

  ModelContent content() {
    ModelSpec spec = teacher.spec();
    var names = Objects.requireNonNull(spec.backbone().architecture()).names();
    Weights weights = names.canonical(OnnxWeights.parse(teacher.artifact().graph(), graph));
    return new ModelContent(spec, weights, tokenizer, card().markdown(spec), provenance(), null);
  }

  private ModelCard card() {
    var published = teacher.published();
    return new ModelCard(
        teacher.label(),
        published.license(),
        published.model(),
        List.of(),
        "The weights of [%1$s](https://huggingface.co/%1$s), taken from the Maven artifact `%2$s`."
            .formatted(published.model(), teacher.artifact().coordinates()));
  }

  private Provenance provenance() {
    var artifact = teacher.artifact();
    return new Provenance(
        "lyceum fetch " + teacher.label(),
        0,
        Map.of(
            artifact.graph(), artifact.graphHash(), artifact.tokenizer(), artifact.tokenizerHash()),
        Map.of("artifact", artifact.coordinates()),
        "none",
        Map.of(),
        Map.of("java", Runtime.version().toString()),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  @Override
  public void close() {
    FolderTree.delete(tokenizer);
  }
}
