// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.lyceum.folder.Similarity;
import org.lyceum.tensor.Seed;

class ExactSearchTest {
  private static List<float[]> vectors(String name, int count, int width) {
    var random = new Seed(7).stream(name);
    return Stream.generate(
            () -> {
              var v = new float[width];
              for (int d = 0; d < width; d++) {
                v[d] = (float) random.nextGaussian();
              }
              return v;
            })
        .limit(count)
        .toList();
  }

  @Test
  void findsWhatSortingAllCosinesFinds() {
    // sizes that fill neither the blocks nor the groups of four coordinates
    var documents = vectors("documents", 300, 23);
    var queries = vectors("queries", 70, 23);
    int[][] found = new ExactSearch(documents).nearest(queries, 9);
    for (int i = 0; i < queries.size(); i++) {
      var query = queries.get(i);
      int[] wanted =
          IntStream.range(0, documents.size())
              .boxed()
              .sorted(
                  Comparator.comparingDouble(d -> -Similarity.COSINE.of(query, documents.get(d))))
              .limit(9)
              .mapToInt(Integer::intValue)
              .toArray();
      assertThat(found[i]).containsExactly(wanted);
    }
  }

  @Test
  void prefersTheEarlierOfEqualDocuments() {
    var same = new float[] {0.3f, 0.1f, 0.7f};
    var documents = IntStream.range(0, 400).mapToObj(i -> same.clone()).toList();
    int[][] found = new ExactSearch(documents).nearest(List.of(new float[] {1, 2, 3}), 4);
    assertThat(found[0]).containsExactly(0, 1, 2, 3);
  }

  @Test
  void ignoresLengthAndLeavesTheVectorsAlone() {
    var documents = List.of(new float[] {100, 0}, new float[] {1, 1});
    int[][] found = new ExactSearch(documents).nearest(List.of(new float[] {1, 0.9f}), 5);
    assertThat(found[0]).containsExactly(1, 0);
    assertThat(documents.getFirst()).containsExactly(100, 0);
  }

  @Test
  void refusesAVectorThatIsNotFinite() {
    assertThatThrownBy(() -> new ExactSearch(List.of(new float[] {1}, new float[] {Float.NaN})))
        .hasMessage("vectors must be finite, but the one at index 1 is not");
  }

  @Test
  void refusesAQueryOfAnotherWidth() {
    var search = new ExactSearch(List.of(new float[3]));
    assertThatThrownBy(() -> search.nearest(List.of(new float[2]), 1))
        .hasMessage("vectors must have the width of the documents, 3, got 2");
  }
}
