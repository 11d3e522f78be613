// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.ModelAnswers;
import org.lyceum.embed.RouteRunner;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.ModelKind;
import org.lyceum.folder.SavedModel;
import org.lyceum.tensor.DataException;

/** What a model of any kind says to texts, each alone: {@code expected.json}. */
final class AnswerParity {
  private AnswerParity() {}

  static List<Difference> check(Path model, Path fixture) {
    JsonFile file = JsonFile.read(fixture.resolve("expected.json"));
    var differences = new ArrayList<Difference>();
    try (var saved = SavedModel.open(model);
        var torch = new RouteEngine(saved);
        var onnx = new RouteRunner(saved)) {
      differences.addAll(check(file, "torch", new ModelAnswers(saved, torch)));
      differences.addAll(check(file, "onnx", new ModelAnswers(saved, onnx)));
    }
    return differences;
  }

  private static List<Difference> check(JsonFile file, String runtime, ModelAnswers answers) {
    return switch (answers.model().layout().kind()) {
      case ModelKind.Dense dense -> new CallParity(answers, runtime).dense(required(file));
      case ModelKind.Sparse sparse -> new CallParity(answers, runtime).sparse(required(file));
      case ModelKind.CrossEncoder pairs -> {
        require(file, "pairs", "logits", "scores");
        yield new PairParity(answers, runtime).check(file.root());
      }
      case ModelKind.MultiVector(boolean mean) -> {
        require(file, "texts", "query_vectors", "document_vectors", "scores");
        yield new InteractionParity(answers, runtime).check(file.root());
      }
    };
  }

  private static JsonNode required(JsonFile file) {
    require(file, "texts", "answers");
    return file.root();
  }

  private static void require(JsonFile file, String... keys) {
    for (String key : keys) {
      if (file.root().path(key).isEmpty()) {
        throw new DataException(
            file.path(),
            "must hold %s of a model of this kind, at least one of each"
                .formatted(String.join(", ", keys)));
      }
    }
  }
}
