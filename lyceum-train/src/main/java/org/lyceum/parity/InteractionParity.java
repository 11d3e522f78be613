// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.ModelAnswers;
import org.lyceum.folder.MaxSim;
import org.lyceum.folder.ModelKind;
import org.lyceum.folder.TextRole;

/** Token vectors and late interaction of a multi-vector model. */
record InteractionParity(ModelAnswers answers, String runtime) {
  List<Difference> check(JsonNode root) {
    var queries = vectors(root.path("texts"), TextRole.QUERY);
    var documents = vectors(root.path("texts"), TextRole.DOCUMENT);
    var differences = new ArrayList<Difference>();
    differences.add(compare("query vectors", queries, root.path("query_vectors")));
    differences.add(compare("document vectors", documents, root.path("document_vectors")));
    var interaction = new MaxSim(((ModelKind.MultiVector) answers.model().layout().kind()).mean());
    var scores = new Widest();
    double[] pairwise = new double[queries.size()];
    for (int i = 0; i < queries.size(); i++) {
      List<float[]> query = queries.get(i);
      double[] row = documents.stream().mapToDouble(d -> interaction.score(query, d)).toArray();
      pairwise[i] = row[i];
      scores.add(
          PairParity.narrowed(row), PairParity.row(root.path("scores"), Integer.toString(i)));
    }
    differences.add(scores.difference("scores", runtime));
    if (root.has("pairwise")) {
      var diagonal = new Widest();
      diagonal.add(PairParity.narrowed(pairwise), VectorParity.floats(root.path("pairwise")));
      differences.add(diagonal.difference("pairwise", runtime));
    }
    return differences;
  }

  private List<List<float[]>> vectors(JsonNode texts, TextRole role) {
    var all = new ArrayList<List<float[]>>();
    for (JsonNode text : texts) {
      all.add(answers.tokenVectors(answers.prompt(role), text.asText(), role));
    }
    return all;
  }

  private Difference compare(String name, List<List<float[]>> found, JsonNode wanted) {
    var widest = new Widest();
    for (int i = 0; i < found.size(); i++) {
      JsonNode rows = wanted.isArray() ? wanted.path(i) : wanted.path(Integer.toString(i));
      widest.add(new float[found.get(i).size()], new float[rows.size()]); // as many
      for (int j = 0; j < Math.min(rows.size(), found.get(i).size()); j++) {
        widest.add(found.get(i).get(j), VectorParity.floats(rows.path(j)));
      }
    }
    return widest.difference(name, runtime);
  }
}
