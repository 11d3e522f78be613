// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.data.Corpus;
import org.lyceum.data.NearDuplicates;
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
import org.lyceum.train.Examples;

/** The texts that a student learns from, and the held-out part that it is measured on. */
interface TrainingTexts {
  /** Held-out texts of a user's corpus at most. */
  int MOST_HELD_OUT = 2_000;

  /** The most texts that WordNet is asked for: passages can be joined in endlessly many ways. */
  int MOST_OF_WORDNET = 1_000_000;

  /** {@return the most texts that {@link #first} can give} */
  int size();

  /**
   * {@return training texts in random order; a shorter list begins a longer one}
   *
   * @param count how many
   */
  List<String> first(int count);

  /**
   * {@return a number for each of the first texts: equal ones are of texts that mean the same, -1
   * is of a text of which nothing is known}
   *
   * @param count how many
   */
  long[] labels(int count);

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
  static List<String> prompted(List<String> texts, Prompts prompts) {
    var prefixes = List.of(prompts.text(new Prompt.Query()), prompts.text(new Prompt.Document()));
    return IntStream.range(0, texts.size())
        .mapToObj(i -> prefixes.get(i % 2) + texts.get(i))
        .toList();
  }

  /**
   * {@return the corpus that was asked for}
   *
   * @param options paths, or none for WordNet
   * @param tests texts that models are measured with, which WordNet partly holds
   */
  static TrainingTexts of(DistillOptions options, List<String> tests) {
    return options.corpus().isEmpty()
        ? wordNet(options.run().seed(), tests)
        : files(new Corpus(options.corpus(), options.field()), options.run().seed());
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

  private static TrainingTexts files(Corpus corpus, Seed seed) {
    var seen = new NearDuplicates();
    var texts = new ArrayList<String>();
    corpus.read(
        text -> {
          if (seen.isNew(text)) {
            texts.add(text);
          }
        });
    var split = Split.of(corpus.name(), texts, MOST_HELD_OUT, seed);
    var training = split.training();
    return new OfFiles(
        training,
        PassageRetrieval.of(corpus.name(), split.heldOut()),
        "%s: %,d texts, %,d held out, %,d near-duplicates dropped"
            .formatted(corpus.label(), training.size(), split.heldOut().size(), seen.dropped()));
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
      return MOST_OF_WORDNET;
    }

    @Override
    public List<String> first(int count) {
      return corpus.training(count);
    }

    @Override
    public long[] labels(int count) {
      return corpus.labels(count);
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
  record OfFiles(List<String> training, RetrievalTask retrieval, String describe)
      implements TrainingTexts {
    @Override
    public int size() {
      return training.size();
    }

    @Override
    public List<String> first(int count) {
      return training.subList(0, Math.min(count, training.size()));
    }

    @Override
    public long[] labels(int count) {
      long[] labels = new long[Math.min(count, training.size())];
      Arrays.fill(labels, Examples.NO_LABEL);
      return labels;
    }
  }
}
