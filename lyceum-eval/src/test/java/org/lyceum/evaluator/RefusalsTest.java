// SPDX-License-Identifier: Apache-2.0
package org.lyceum.evaluator;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Identified;

/** What evaluators refuse, and how they say so. */
class RefusalsTest {
  /** Vectors of one coordinate. */
  private static List<float[]> line(double... values) {
    return DoubleStream.of(values).mapToObj(value -> new float[] {(float) value}).toList();
  }

  private static List<float[]> plane(float[]... vectors) {
    return List.of(vectors);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    var similarity = new EmbeddingSimilarity(List.of(Similarity.COSINE));
    refused("second vectors must be as many as the vectors, 2, got 1")
        .from(() -> similarity.of(line(1, 2), line(1), new double[] {1, 2}));
    refused("gold scores must be as many as the vectors, 2, got 3")
        .from(() -> similarity.of(line(1, 2), line(1, 2), new double[3]));
    refused("first vectors must have finite vectors, got NaN in the one at index 1")
        .from(() -> similarity.of(line(1, Double.NaN), line(1, 2), new double[2]));
    refused("anchors must have a vector or more, got none")
        .from(() -> new Triplet(List.of(Similarity.COSINE)).of(List.of(), List.of(), List.of()));
    refused("labels must be as many as the vectors, 1, got 0")
        .from(
            () ->
                new BinaryClassification(List.of(Similarity.DOT))
                    .of(line(1), line(1), new boolean[0]));
    refused("one or more of the pairs must belong together, got none of 1")
        .from(
            () ->
                new BinaryClassification(List.of(Similarity.DOT))
                    .of(line(1), line(1), new boolean[1]));
    refused("scores must be finite, got NaN at index 0")
        .from(() -> CrossEncoderClassification.of(new double[] {Double.NaN}, new boolean[1]));
    refused("labels must lie in 0..1, since there are 2 scores an example, got 2 at index 0")
        .from(() -> LabelAccuracy.of(plane(new float[] {1, 2}), new int[] {2}));
  }

  @Test
  void refusesUnknownIds() {
    var documents = new Identified(List.of("d"), line(1));
    var queries = new Identified(List.of("q"), line(1));
    var retrieval = new InformationRetrieval(List.of(Similarity.DOT));
    refused("got 'x' for query 'q'")
        .from(() -> retrieval.of(queries, documents, Map.of("q", Set.of("x"))));
    refused("got some of 'y', which is none")
        .from(() -> retrieval.of(queries, documents, Map.of("y", Set.of("d"))));
    refused("a query must have a relevant document, got none for 1 queries")
        .from(() -> retrieval.of(queries, documents, Map.of()));
    var texts = new Identified(List.of("a", "b"), line(1, 2));
    refused("paraphrases must be of the texts, got 'c', which is none")
        .from(
            () ->
                ParaphraseMining.USUAL.of(
                    texts, List.of(new ParaphraseMining.Paraphrase("a", "c"))));
    refused("each document must have a finite score, got none for 'n'")
        .from(
            () ->
                new CrossEncoderReranking.Sample.Listed(
                    List.of("p"), List.of("n"), Map.of("p", 1.0)));
  }

  @Test
  void refusesSettingsThatMeanNothing() {
    refused("there must be a similarity or more, each once, got []")
        .from(() -> new Triplet(List.of()));
    refused("the main similarity must be one of [COSINE], got DOT; add it")
        .from(() -> new EmbeddingSimilarity(List.of(Similarity.COSINE)).mainly(Similarity.DOT));
    refused("the width must be 1 or more, got 0").from(() -> new MeanSquaredError(0));
    refused("the cut-off k must be 1 or more, got 0")
        .from(() -> new Reranking(Similarity.COSINE, 0));
    refused("cut-offs of ndcg must be one or more, each 1 or more and none twice, got [3, 3]")
        .from(() -> new Cutoffs(List.of(1), List.of(1), List.of(3, 3), List.of(1), List.of(1)));
    refused("there must be a sample or more, got none")
        .from(() -> CrossEncoderReranking.USUAL.of(List.of()));
    refused("got none that has both among 0").from(() -> Reranking.USUAL.of(List.of()));
  }

  /** A message that a refusal must hold. */
  private record Refusal(String message) {
    private void from(ThrowingCallable call) {
      assertThatThrownBy(call)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  private static Refusal refused(String message) {
    return new Refusal(message);
  }
}
