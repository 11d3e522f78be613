// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Seed;

/**
 * The default corpus: definitions, examples of use, passages joined from them and plain sentences,
 * of mixed lengths; and examples that are held out, for measuring. A definition and the examples of
 * the same synset follow each other and have one label.
 *
 * <p>No training text is a near-duplicate of a held-out example or of another single training text.
 */
public final class WordNetCorpus {
  private final WordNetMix mix;
  private final Seed seed;
  private final List<HeldOut> heldOut = new ArrayList<>();
  private final List<LabeledText> singles = new ArrayList<>(); // in groups of one label, shuffled
  private final List<Synset> clean = new ArrayList<>(); // synsets with what may be trained on
  private final WordNetSentences sentences;
  private final NearDuplicates measured = new NearDuplicates(); // what no sentence may be like
  private final long nearDuplicates;
  private @Nullable Drawing drawing;

  /**
   * A part of speech with the examples held out from it.
   *
   * @param partOfSpeech which
   * @param glosses all definitions of the part of speech
   * @param queries the held-out examples, possibly none
   */
  public record HeldOut(PartOfSpeech partOfSpeech, List<String> glosses, List<Query> queries) {}

  /**
   * An example that is never trained on.
   *
   * @param text the example
   * @param gloss the index of its definition
   */
  public record Query(String text, int gloss) {}

  /**
   * Chooses what is held out and what is left to train on.
   *
   * @param wordnet where the texts come from
   * @param mix how much of what
   * @param seed decides which
   */
  public WordNetCorpus(WordNet wordnet, WordNetMix mix, Seed seed) {
    this(wordnet, mix, seed, List.of());
  }

  /**
   * Chooses what is held out and what is left to train on, where some texts are used to measure
   * elsewhere.
   *
   * @param wordnet where the texts come from
   * @param mix how much of what
   * @param seed decides which
   * @param elsewhere texts that are never trained on, nor near-duplicates of them: almost half the
   *     pairs called OnWN of STS12 and STS13 are definitions of WordNet
   */
  public WordNetCorpus(WordNet wordnet, WordNetMix mix, Seed seed, List<String> elsewhere) {
    this.mix = mix;
    this.seed = seed;
    var seen = new NearDuplicates();
    var queries = new HeldOutExamples(mix, seen);
    queries.choose(wordnet, seed);
    mix.measured().forEach(part -> heldOut.add(queries.of(part, wordnet)));
    for (var text : elsewhere) {
      seen.add(text);
      measured.add(text);
    }
    heldOut.forEach(part -> part.queries().forEach(query -> measured.add(query.text())));
    sentences = new WordNetSentences(wordnet);
    long texts = -mix.queries();
    var groups = new ArrayList<List<String>>();
    for (var partOfSpeech : PartOfSpeech.values()) {
      var synsets = wordnet.of(partOfSpeech);
      texts += synsets.stream().mapToInt(synset -> 1 + synset.examples().size()).sum();
      IntStream.range(0, synsets.size())
          .mapToObj(i -> kept(synsets.get(i), queries.hidesGloss(partOfSpeech, i), seen))
          .filter(group -> !group.isEmpty())
          .forEach(groups::add);
    }
    Collections.shuffle(groups, seed.stream("wordnet/singles"));
    for (int i = 0; i < groups.size(); i++) {
      for (var text : groups.get(i)) {
        singles.add(new LabeledText(text, i));
      }
    }
    nearDuplicates = texts - singles.size();
  }

  /** What is new of a synset; a synset whose gloss is not new is kept out of passages. */
  private List<String> kept(Synset synset, boolean hidden, NearDuplicates seen) {
    var examples = synset.examples().stream().filter(seen::isNew).toList();
    var texts = new ArrayList<>(examples);
    if (!hidden && seen.isNew(synset.gloss())) {
      texts.add(synset.gloss());
      clean.add(synset.withExamples(examples));
    }
    return texts;
  }

  /** {@return the held-out examples, with all definitions of their parts of speech} */
  public List<HeldOut> heldOut() {
    return Collections.unmodifiableList(heldOut);
  }

  /** {@return the number of definitions and examples that can be trained on} */
  public int singles() {
    return singles.size();
  }

  /**
   * {@return the number of definitions and examples left out of training because they are nearly
   * like another one, like a held-out one or like one used elsewhere}
   */
  public long nearDuplicates() {
    return nearDuplicates;
  }

  /**
   * {@return training texts in random order, in the shares of the mix; a definition and the
   * examples of its synset have one label}
   *
   * <p>A shorter list is the beginning of a longer one. When every definition and example has had
   * its turn, passages fill the rest.
   *
   * @param count how many, 1 or more
   */
  public synchronized List<LabeledText> training(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("1 or more texts are needed, got %d".formatted(count));
    }
    if (drawing == null) {
      drawing = new Drawing();
    }
    return drawing.first(count);
  }

  /** The training texts, as far as they were asked for. */
  private final class Drawing {
    private final WordNetPassages passages = new WordNetPassages(clean, mix.longest(), seed);
    private final RandomGenerator random = seed.stream("wordnet/mix");
    private final List<LabeledText> texts = new ArrayList<>();
    private int single; // the next one

    List<LabeledText> first(int count) {
      while (texts.size() < count) {
        texts.add(next(count));
      }
      return List.copyOf(texts.subList(0, count));
    }

    private LabeledText next(int count) {
      double draw = random.nextDouble();
      if (draw >= mix.passages() && draw < mix.passages() + mix.sentences()) {
        return LabeledText.unlabeled(sentence(random));
      }
      if (draw < mix.passages() || single == singles.size()) {
        requirePassages(count);
        return LabeledText.unlabeled(passages.next());
      }
      return singles.get(single++);
    }
  }

  private void requirePassages(int count) {
    if (mix.passages() == 0) {
      throw new DataException(
          "WordNet",
          "without passages there are %d texts, fewer than the %d wanted; allow passages"
              .formatted(singles.size(), count));
    }
  }

  /** A sentence that is not nearly like a text that something is measured with, which is rare. */
  private String sentence(RandomGenerator random) {
    while (true) {
      var sentence = sentences.next(random);
      if (!measured.knows(sentence)) {
        return sentence;
      }
    }
  }
}
