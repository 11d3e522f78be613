// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.embed.Prompt;
import org.lyceum.metric.Pearson;
import org.lyceum.metric.Spearman;

/**
 * Semantic textual similarity: does the cosine of two sentences order pairs as people do?
 *
 * <p>The SemEval tasks of 2012 and 2013 as mteb has them: all pairs of a year in one list.
 *
 * @param card what and where from
 * @param pairs in the order of the files
 * @param prompt what goes in front of the sentences; none by default, as in the published results
 */
public record Sts(Card card, List<Pair> pairs, Prompt prompt) implements Task {
  private static final String SOURCE =
      "Maven artifact org.dkpro.similarity:dkpro-similarity-uima-data-asl:2.3.0, ";

  /**
   * Two sentences and how alike people found them.
   *
   * @param first a sentence
   * @param second a sentence
   * @param gold from 0 for unrelated to 5 for equivalent
   */
  public record Pair(String first, String second, double gold) {}

  /** Copies the list. */
  public Sts {
    pairs = List.copyOf(pairs);
  }

  /**
   * {@return the 3,108 test pairs of SemEval-2012 task 6: MSRpar, MSRvid, SMTeuroparl, OnWN and
   * SMTnews}
   */
  public static Sts sts12() {
    return of(
        "sts12-v1",
        "semeval-2012/test",
        List.of("MSRpar", "MSRvid", "SMTeuroparl", "OnWN", "SMTnews"),
        "Agirre et al. 2012, SemEval-2012 task 6, https://aclanthology.org/S12-1051/");
  }

  /**
   * {@return the 1,500 test pairs of *SEM 2013 that are free: headlines, OnWN and FNWN}
   *
   * <p>The SMT part is left out, as in mteb.
   */
  public static Sts sts13() {
    return of(
        "sts13-v1",
        "sts-2013/test",
        List.of("headlines", "OnWN", "FNWN"),
        "Agirre et al. 2013, *SEM 2013 shared task, https://aclanthology.org/S13-1004/");
  }

  private static Sts of(String id, String folder, List<String> parts, String citation) {
    var card =
        new Card(
            id,
            Card.Kind.SIMILARITY,
            Measure.COSINE_SPEARMAN,
            Set.of(Locale.ENGLISH),
            SOURCE + folder,
            "LicenseRef-SemEval-STS",
            citation);
    var pairs = new ArrayList<Pair>();
    parts.forEach(part -> pairs.addAll(StsFiles.read(folder, part)));
    return new Sts(card, pairs, new Prompt.None());
  }

  /**
   * {@return the same task with another prompt}
   *
   * @param other what goes in front of the sentences
   */
  public Sts with(Prompt other) {
    return new Sts(card, pairs, other);
  }

  /** {@return the first sentences of all pairs, then the second ones} */
  public List<String> texts() {
    var texts = new ArrayList<String>(2 * pairs.size());
    pairs.forEach(pair -> texts.add(pair.first()));
    pairs.forEach(pair -> texts.add(pair.second()));
    return texts;
  }

  @Override
  public Scores score(Embedder embedder) {
    return score(embedder.embed(texts(), prompt, Progress.NONE).rows());
  }

  /**
   * {@return the scores of vectors computed elsewhere}
   *
   * @param vectors of {@link #texts}, in that order, finite and of one width
   */
  public Scores score(List<float[]> vectors) {
    int count = pairs.size();
    if (vectors.size() != 2 * count) {
      throw new IllegalArgumentException(
          "task '%s' needs a vector for each of its %d texts, got %d"
              .formatted(card.id(), 2 * count, vectors.size()));
    }
    double[] cosines = new double[count];
    for (int i = 0; i < count; i++) {
      cosines[i] = Cosine.of(vectors.get(i), vectors.get(count + i));
    }
    double[] gold = pairs.stream().mapToDouble(Pair::gold).toArray();
    return new Scores(
        card,
        Map.of(
            Measure.COSINE_SPEARMAN, 100 * Spearman.of(cosines, gold),
            Measure.COSINE_PEARSON, 100 * Pearson.of(cosines, gold)),
        count);
  }
}
