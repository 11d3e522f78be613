// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import org.lyceum.depth.CorpusComparison;
import org.lyceum.depth.Depths;
import org.lyceum.depth.Distance;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.folder.Prompt;
import org.lyceum.statistics.Alternative;
import org.lyceum.tensor.Seed;

/**
 * How central texts are in their corpus, and whether two corpora differ.
 *
 * @param distance between two vectors
 * @param test how two corpora are compared
 * @param most texts of a corpus; of more as many are drawn
 * @param seed of what is drawn
 */
public record DepthJob(Distance distance, Test test, int most, Seed seed) {
  /** How two corpora are compared. */
  public enum Test {
    /** {@link #split} where the first corpus has 200 texts or more, else {@link #permutation}. */
    auto,
    /** Half of the first corpus measures, the other half is compared. */
    split,
    /** The texts are divided at random, again and again. */
    permutation
  }

  /**
   * A corpus as it was measured.
   *
   * @param name of its file
   * @param texts that were measured
   * @param vectors of them
   * @param given the number of texts before any were left out
   * @param duplicates of the texts, how many occur before
   * @param empty how many had no direction and were left out
   */
  public record Measured(
      String name,
      List<String> texts,
      List<float[]> vectors,
      int given,
      int duplicates,
      int empty) {
    /** Copies the lists. */
    public Measured {
      texts = List.copyOf(texts);
      vectors = List.copyOf(vectors);
    }
  }

  /**
   * Two corpora beside each other.
   *
   * @param depths of both with respect to the first
   * @param finding whether they differ
   * @param test how that was found
   */
  public record Compared(Depths depths, CorpusComparison.Finding finding, Test test) {}

  /** Checks the number of texts. */
  public DepthJob {
    if (most < 4) {
      throw new IllegalArgumentException("4 texts or more must be taken, got " + most);
    }
  }

  /**
   * Refuses what could not be measured when all is embedded.
   *
   * @param texts of each corpus
   */
  public void require(List<List<String>> texts) {
    long all = texts.stream().mapToLong(some -> Math.min(some.size(), most)).sum();
    if (all > distance.most()) {
      throw new IllegalArgumentException(
          "by the %s distance %,d texts can be compared at most, got %,d; take a --sample of fewer"
              .formatted(distance.name().toLowerCase(Locale.ROOT), distance.most(), all));
    }
  }

  /**
   * {@return a corpus, embedded}
   *
   * @param name of its file
   * @param texts not blank
   * @param embedder of the texts
   * @param progress told the number of texts done
   */
  public Measured measure(String name, List<String> texts, Embedder embedder, Progress progress) {
    var taken = draw(texts, seed.stream("depth/sample/" + name));
    var vectors = embedder.embed(taken, new Prompt.Default(), progress).rows();
    var kept = new ArrayList<String>();
    var directed = new ArrayList<float[]>();
    for (int i = 0; i < taken.size(); i++) {
      if (isDirected(vectors.get(i))) {
        kept.add(taken.get(i));
        directed.add(vectors.get(i));
      }
    }
    return new Measured(
        name,
        kept,
        directed,
        texts.size(),
        kept.size() - new HashSet<>(kept).size(),
        taken.size() - kept.size());
  }

  /**
   * {@return the depths of a corpus within itself}
   *
   * @param corpus 2 texts or more
   */
  public Depths depths(Measured corpus) {
    return Depths.within(corpus.vectors, distance);
  }

  /**
   * {@return two corpora beside each other}
   *
   * @param first 4 texts or more
   * @param second a text or more
   */
  public Compared compare(Measured first, Measured second) {
    var comparison = new CorpusComparison(distance, Alternative.TWO_SIDED);
    var chosen = chosen(first.vectors.size());
    var finding =
        chosen == Test.split
            ? comparison.split(first.vectors, second.vectors, seed)
            : comparison.permuted(first.vectors, second.vectors, CorpusComparison.USUAL, seed);
    return new Compared(Depths.of(first.vectors, second.vectors, distance), finding, chosen);
  }

  private Test chosen(int size) {
    if (test != Test.auto) {
      return test;
    }
    return size >= CorpusComparison.ENOUGH_TO_SPLIT ? Test.split : Test.permutation;
  }

  private List<String> draw(List<String> texts, RandomGenerator random) {
    if (texts.size() <= most) {
      return texts;
    }
    var drawn = new ArrayList<String>(most);
    for (int i = 0; i < texts.size(); i++) { // each of those left is as likely
      if (random.nextInt(texts.size() - i) < most - drawn.size()) {
        drawn.add(texts.get(i));
      }
    }
    return drawn;
  }

  private static boolean isDirected(float[] vector) {
    for (float value : vector) {
      if (value != 0) {
        return true;
      }
    }
    return false;
  }
}
