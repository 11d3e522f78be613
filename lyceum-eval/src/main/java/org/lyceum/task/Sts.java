// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.lyceum.embed.Embedder;
import org.lyceum.embed.Progress;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Similarity;
import org.lyceum.protocol.Outcome;
import org.lyceum.protocol.SemanticSimilarity;

/**
 * Semantic textual similarity: does the cosine of two sentences order pairs as people do?
 *
 * <p>The SemEval tasks of 2012 and 2013 as mteb has them: all pairs of a year in one list.
 *
 * @param card what and where from
 * @param parts in the order of the files
 * @param prompt what goes in front of the sentences; none by default, as in the published results
 */
public record Sts(Card card, List<Part> parts, Prompt prompt) implements Task {
  /** The part of STS12 that is captions of videos. */
  public static final String CAPTIONS = "MSRvid";

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

  /**
   * Pairs of one source.
   *
   * @param name such as MSRvid
   * @param pairs in the order of the file
   */
  public record Part(String name, List<Pair> pairs) {
    /** Copies the list. */
    public Part {
      pairs = List.copyOf(pairs);
    }
  }

  /** Copies the list. */
  public Sts {
    parts = List.copyOf(parts);
  }

  /**
   * {@return the 3,108 test pairs of SemEval-2012 task 6: MSRpar, MSRvid, SMTeuroparl, OnWN and
   * SMTnews}
   */
  public static Sts sts12() {
    return of(
        "sts12-v1",
        "semeval-2012/test",
        List.of("MSRpar", CAPTIONS, "SMTeuroparl", "OnWN", "SMTnews"),
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
            "cosine_spearman",
            Set.of(Locale.ENGLISH),
            SOURCE + folder,
            "LicenseRef-SemEval-STS",
            citation);
    var read = parts.stream().map(part -> new Part(part, StsFiles.read(folder, part))).toList();
    return new Sts(card, read, new Prompt.None());
  }

  /**
   * {@return the same task with another prompt}
   *
   * @param other what goes in front of the sentences
   */
  public Sts with(Prompt other) {
    return new Sts(card, parts, other);
  }

  /**
   * {@return the pairs of two files of SemEval, {@code STS.input.X.txt} and {@code STS.gs.X.txt}}
   *
   * @param sentences two a line, with a tab between
   * @param judgments one a line
   * @throws org.lyceum.tensor.DataException if one does not hold that
   */
  public static List<Pair> pairs(Path sentences, Path judgments) {
    return StsFiles.read(sentences, judgments);
  }

  /** {@return the pairs of all parts} */
  public List<Pair> pairs() {
    return parts.stream().flatMap(part -> part.pairs.stream()).toList();
  }

  /** {@return the first sentences of all pairs, then the second ones} */
  @Override
  public List<String> texts() {
    var pairs = pairs();
    var texts = new ArrayList<String>(2 * pairs.size());
    pairs.forEach(pair -> texts.add(pair.first()));
    pairs.forEach(pair -> texts.add(pair.second()));
    return texts;
  }

  /** Each pair with the gold score. */
  @Override
  public List<String> units() {
    return pairs().stream()
        .map(pair -> Unit.text(pair.first, pair.second, Unit.number(pair.gold)))
        .toList();
  }

  @Override
  public Outcome score(Embedder embedder) {
    return score(embedder.embed(texts(), prompt, Progress.NONE).rows());
  }

  /**
   * {@return the scores of vectors computed elsewhere}
   *
   * @param vectors of {@link #texts}, in that order, finite and of one width
   */
  public Outcome score(List<float[]> vectors) {
    return score(vectors, part -> true);
  }

  /**
   * {@return the scores of some parts, their pairs in one list}
   *
   * @param vectors of {@link #texts}, of all parts, in that order, finite and of one width
   * @param counted says by its name whether a part counts
   */
  public Outcome score(List<float[]> vectors, Predicate<String> counted) {
    int count = pairs().size();
    if (vectors.size() != 2 * count) {
      throw new IllegalArgumentException(
          "task '%s' needs a vector for each of its %d texts, got %d"
              .formatted(card.id(), 2 * count, vectors.size()));
    }
    var first = new ArrayList<float[]>();
    var second = new ArrayList<float[]>();
    var gold = DoubleStream.builder();
    int at = 0;
    for (var part : parts) {
      for (var pair : part.pairs) {
        if (counted.test(part.name)) {
          first.add(vectors.get(at));
          second.add(vectors.get(count + at));
          gold.add(pair.gold);
        }
        at++;
      }
    }
    return new SemanticSimilarity(Similarity.COSINE).of(first, second, gold.build().toArray());
  }
}
