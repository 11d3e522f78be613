// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.data.Corpus;
import org.lyceum.data.LabeledText;
import org.lyceum.data.Split;
import org.lyceum.data.WordNet;
import org.lyceum.data.WordNetCorpus;
import org.lyceum.data.WordNetMix;
import org.lyceum.folder.Prompt;
import org.lyceum.folder.Prompts;
import org.lyceum.task.PassageRetrieval;
import org.lyceum.task.RetrievalTask;
import org.lyceum.task.WordNetRetrieval;
import org.lyceum.tensor.Seed;

/** The texts that a student learns from, and the held-out part that it is measured on. */
interface TrainingTexts {
  /** Held-out texts of a user's corpus at most. */
  int MOST_HELD_OUT = 2_000;

  /** The most texts: passages of WordNet can be joined in endlessly many ways. */
  int MOST_TEXTS = 1_000_000;

  /** {@return the most texts that {@link #first} can give} */
  int size();

  /**
   * {@return training texts in random order; a shorter list begins a longer one}
   *
   * @param count how many
   */
  List<LabeledText> first(int count);

  /** {@return the task that the held-out part makes} */
  RetrievalTask retrieval();

  /** {@return what the corpus is, for the report} */
  String describe();

  /**
   * {@return texts alternately behind the prompts for queries and for documents, where a model has
   * such: a student is used with both}
   *
   * @param texts in the order of training
   * @param prompts of the teacher, which the student keeps
   */
  static List<LabeledText> prompted(List<LabeledText> texts, Prompts prompts) {
    var prefixes = List.of(prompts.text(new Prompt.Query()), prompts.text(new Prompt.Document()));
    return IntStream.range(0, texts.size())
        .mapToObj(
            i -> new LabeledText(prefixes.get(i % 2) + texts.get(i).text(), texts.get(i).label()))
        .toList();
  }

  /**
   * {@return the corpus that was asked for}
   *
   * @param options paths, or none for WordNet
   * @param tests texts that models are measured with: none of them is learned from, nor what is
   *     nearly like one
   */
  static TrainingTexts of(DistillOptions options, List<String> tests) {
    return options.corpus().isEmpty()
        ? wordNet(options.run().seed(), tests)
        : files(new Corpus(options.corpus(), options.field()), options.run().seed(), tests);
  }

  private static TrainingTexts wordNet(Seed seed, List<String> tests) {
    var corpus = new WordNetCorpus(WordNet.open(), WordNetMix.USUAL, seed, tests);
    var parts = new ArrayList<WordNetRetrieval.Part>();
    for (var held : corpus.heldOut()) {
      var examples =
          held.queries().stream()
              .map(query -> new WordNetRetrieval.Example(query.text(), query.gloss()))
              .toList();
      parts.add(new WordNetRetrieval.Part(held.partOfSpeech().file(), held.glosses(), examples));
    }
    return new OfWordNet(corpus, WordNetRetrieval.of(parts));
  }

  private static TrainingTexts files(Corpus corpus, Seed seed, List<String> tests) {
    var texts = UserTexts.read(corpus, MOST_TEXTS, seed, tests);
    var split = Split.of(corpus.name(), texts.texts(), MOST_HELD_OUT, seed);
    return new OfFiles(
        split.training().stream().map(LabeledText::unlabeled).toList(),
        PassageRetrieval.of(corpus.name(), split.heldOut()),
        texts.describe(split));
  }

  /**
   * Texts of WordNet, which knows what means the same.
   *
   * @param corpus gives them
   * @param retrieval the held-out task
   */
  record OfWordNet(WordNetCorpus corpus, RetrievalTask retrieval) implements TrainingTexts {
    @Override
    public int size() {
      return MOST_TEXTS;
    }

    @Override
    public List<LabeledText> first(int count) {
      return corpus.training(count);
    }

    @Override
    public String describe() {
      return "WordNet 3.1: %,d definitions and examples, passages joined from them and plain sentences"
          .formatted(corpus.singles());
    }
  }

  /**
   * A user's texts, of which nothing is known.
   *
   * @param training all of them, in random order
   * @param retrieval the held-out task
   * @param describe what the corpus is
   */
  record OfFiles(List<LabeledText> training, RetrievalTask retrieval, String describe)
      implements TrainingTexts {
    @Override
    public int size() {
      return training.size();
    }

    @Override
    public List<LabeledText> first(int count) {
      return training.subList(0, Math.min(count, training.size()));
    }
  }
}
