// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.ModelAnswers;

/** Logits, scores and rankings of a cross-encoder. */
record PairParity(ModelAnswers answers, String runtime) {
  List<Difference> check(JsonNode root) {
    var logits = new Widest();
    var scores = new Widest();
    for (int i = 0; i < root.path("pairs").size(); i++) {
      JsonNode pair = root.path("pairs").get(i);
      String first = pair.path(0).asText();
      String second = pair.path(1).asText();
      String row = Integer.toString(i);
      logits.add(answers.logits(first, second), row(root.path("logits"), row));
      scores.add(narrowed(answers.scores(first, second)), row(root.path("scores"), row));
    }
    var differences = new ArrayList<Difference>();
    differences.add(logits.difference("logits", runtime));
    differences.add(scores.difference("scores", runtime));
    if (root.has("rank")) {
      differences.add(rank(root.path("rank")));
    }
    return differences;
  }

  static float[] row(JsonNode rows, String name) {
    return VectorParity.floats(
        rows.isArray() ? rows.path(Integer.parseInt(name)) : rows.path(name));
  }

  static float[] narrowed(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  /** At each place the score, and the score of the document that the reference has there. */
  private Difference rank(JsonNode rank) {
    var documents = new ArrayList<String>();
    rank.path("documents").forEach(each -> documents.add(each.asText()));
    var found = answers.rank(rank.path("query").asText(), documents);
    double[] byDocument = new double[found.size()];
    found.forEach(each -> byDocument[each.index()] = each.score());
    var widest = new Widest();
    for (int i = 0; i < found.size(); i++) {
      JsonNode wanted = rank.path("result").path(i);
      double score = byDocument[wanted.path("corpus_id").asInt()];
      float[] twice = {wanted.path("score").floatValue(), wanted.path("score").floatValue()};
      widest.add(new float[] {(float) found.get(i).score(), (float) score}, twice);
    }
    return widest.difference("rank", runtime);
  }
}
