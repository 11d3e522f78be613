// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.ModelAnswers;
import org.lyceum.embed.SparseVector;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.TextRole;

/** Vectors and sparse entries that calls with settings gave. */
record CallParity(ModelAnswers answers, String runtime) {
  List<Difference> dense(JsonNode root) {
    var differences = new ArrayList<Difference>();
    for (JsonNode answer : root.path("answers")) {
      var widest = new Widest();
      JsonNode call = answer.path("call");
      for (int i = 0; i < root.path("texts").size(); i++) {
        String text = root.path("texts").get(i).asText();
        float[] found = VectorParity.finish(answers.vector(prompt(call), text, role(call)), call);
        widest.add(found, VectorParity.floats(answer.path("vectors").path(i)));
      }
      differences.add(widest.difference("vectors " + call, runtime));
    }
    return differences;
  }

  List<Difference> sparse(JsonNode root) {
    var differences = new ArrayList<Difference>();
    for (JsonNode answer : root.path("answers")) {
      var widest = new Widest();
      JsonNode call = answer.path("call");
      int dimension = answer.path("dimension").asInt();
      for (int i = 0; i < root.path("texts").size(); i++) {
        String text = root.path("texts").get(i).asText();
        SparseVector found = answers.entries(prompt(call), text, role(call));
        if (call.hasNonNull("max_active_dims")) {
          found = found.top(call.path("max_active_dims").asInt());
        }
        widest.add(dense(found), dense(answer.path("vectors").path(i), dimension));
      }
      differences.add(widest.difference("entries " + call, runtime));
    }
    return differences;
  }

  private static float[] dense(SparseVector entries) {
    float[] vector = new float[entries.dimension()];
    entries.weights().forEach((index, weight) -> vector[index] = weight);
    return vector;
  }

  private static float[] dense(JsonNode entries, int dimension) {
    float[] vector = new float[dimension];
    entries
        .properties()
        .forEach(e -> vector[Integer.parseInt(e.getKey())] = e.getValue().floatValue());
    return vector;
  }

  static TextRole role(JsonNode call) {
    return switch (call.path("method").asText()) {
      case "encode_query" -> TextRole.QUERY;
      case "encode_document" -> TextRole.DOCUMENT;
      default -> TextRole.ANY;
    };
  }

  private String prompt(JsonNode call) {
    if (call.hasNonNull("prompt")) {
      return call.path("prompt").asText();
    }
    return call.hasNonNull("prompt_name")
        ? answers
            .model()
            .layout()
            .prompts()
            .text(new Prompt.Named(call.path("prompt_name").asText()))
        : answers.prompt(role(call));
  }
}
