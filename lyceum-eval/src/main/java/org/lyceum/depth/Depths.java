// SPDX-License-Identifier: Apache-2.0
package org.lyceum.depth;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The depth of vectors with respect to a corpus. A member's distance to itself does not count.
 *
 * <p>Depths say where a text lies around the corpus' center; a corpus of several topics has its
 * center between them. Duplicates pull it towards them. Depths of two encoders are not comparable.
 *
 * @param members of the members of the corpus, in its order, 0 to 2
 * @param others of other vectors, in their order, 0 to 2
 */
@SuppressWarnings("ArrayRecordComponent") // read by index, never compared
public record Depths(double[] members, double[] others) {
  private static final double SUPREMUM = 2;

  /**
   * {@return the depths within a corpus}
   *
   * @param corpus finite vectors of one width, none of them zero; 2 or more
   * @param distance between two directions
   */
  public static Depths within(List<float[]> corpus, Distance distance) {
    return of(corpus, List.of(), distance);
  }

  /**
   * {@return the depths within a corpus, and of other vectors with respect to it}
   *
   * @param corpus finite vectors of one width, none of them zero; 2 or more
   * @param others vectors as these, any number
   * @param distance between two directions
   */
  public static Depths of(List<float[]> corpus, List<float[]> others, Distance distance) {
    var all = Directions.of(Stream.concat(corpus.stream(), others.stream()).toList());
    return of(distance.among(all), IntStream.range(0, corpus.size()).toArray(), all.size());
  }

  /** Of some vectors the members, in their order, and all others in theirs. */
  static Depths of(DistanceSums distances, int[] members, int size) {
    if (members.length < 2) {
      throw new IllegalArgumentException(
          "a corpus must have two vectors or more, got %d; depth is a mean over the others"
              .formatted(members.length));
    }
    double[] sums = distances.to(members);
    var isMember = new boolean[size];
    for (int member : members) {
      isMember[member] = true;
    }
    double[] inside =
        Arrays.stream(members)
            .mapToDouble(i -> SUPREMUM - sums[i] / (members.length - 1.0))
            .toArray();
    double[] outside =
        IntStream.range(0, size)
            .filter(i -> !isMember[i])
            .mapToDouble(i -> SUPREMUM - sums[i] / members.length)
            .toArray();
    return new Depths(inside, outside);
  }

  /** {@return the indices of the members, deepest first; of equal ones the earlier first} */
  public int[] ranking() {
    return IntStream.range(0, members.length)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> -members[i]))
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
