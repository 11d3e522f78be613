// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.lyceum.protocol.Classification;
import org.lyceum.task.Card;
import org.lyceum.task.ClassificationTask;
import org.lyceum.task.LabeledTexts;

/** What a sentence, a review or a tweet thinks or feels. */
final class SentimentSets {
  private static final DataCard SENTENCES = DataCards.named("trec-sst-subj");
  private static final DataCard REVIEWS = DataCards.named("movie-reviews");
  private static final DataCard TWEETS = DataCards.named("tweeteval");
  private static final int FOLDS = 5;

  private SentimentSets() {}

  static List<DataSet> all() {
    var sets =
        new ArrayList<>(
            List.of(
                split("SST2", "binary"),
                split("SST5", "fine"),
                folds("SUBJ", "subj.all"),
                folds("MPQA", "mpqa.all"),
                folds("MR", "panglee/rt-polarity.all"),
                reviews(),
                tweets("TweetEvalEmotion", "emotion", "train"),
                tweets("TweetEvalIrony", "irony", "train"),
                tweets("TweetEvalHate", "hate", "train"),
                tweets("TweetEvalOffensive", "offensive", "train"),
                tweets("TweetEvalSentiment", "sentiment", "val")));
    Stream.of("abortion", "atheism", "climate", "feminist", "hillary")
        .map(target -> tweets("TweetEvalStance-" + target, "stance/" + target, "train"))
        .forEach(sets::add);
    return sets;
  }

  /** The Stanford sentiment treebank, whole sentences. */
  private static DataSet split(String name, String part) {
    var train = "trec-sst-subj/stsa.%s.train".formatted(part);
    var test = "trec-sst-subj/stsa.%s.test".formatted(part);
    var card = card(SENTENCES, "sst-%s-v1".formatted(part));
    return new DataSet(
        name,
        card,
        List.of(train, test),
        data -> task(card, prefixed(data.resolve(train)), prefixed(data.resolve(test))));
  }

  /** Sets without a split: every fifth line is tested, the others are learned from. */
  private static DataSet folds(String name, String part) {
    var file = "trec-sst-subj/" + part;
    var card = card(SENTENCES, name.toLowerCase(Locale.ROOT) + "-v1");
    return new DataSet(
        name,
        card,
        List.of(file),
        data -> {
          var all = prefixed(data.resolve(file));
          return task(
              card,
              Examples.where(all, i -> i % FOLDS != 0),
              Examples.where(all, i -> i % FOLDS == 0));
        });
  }

  private static LabeledTexts prefixed(Path file) {
    return Examples.prefixed(file, " ");
  }

  /** The folds 8 and 9 of ten are tested: {@code cv800} and more. */
  private static DataSet reviews() {
    var card = card(REVIEWS, "movie-reviews-v1");
    var file = "movie-reviews/movie-reviews.tar.gz";
    return new DataSet(
        "MovieReviews",
        card,
        List.of(file),
        data -> {
          var texts = Examples.archive(data.resolve(file), ".txt");
          var train = new ArrayList<String[]>();
          var test = new ArrayList<String[]>();
          texts.forEach(
              (path, text) ->
                  (path.matches(".*/cv[89].*") ? test : train)
                      .add(new String[] {text.strip(), path.contains("/pos/") ? "pos" : "neg"}));
          return task(card, Examples.of(train), Examples.of(test));
        });
  }

  private static DataSet tweets(String name, String part, String train) {
    UnaryOperator<String> file = end -> "tweeteval/%s/%s.txt".formatted(part, end);
    var card = card(TWEETS, "tweeteval-%s-v1".formatted(part.replace('/', '-')));
    var files =
        Stream.of(train + "_text", train + "_labels", "test_text", "test_labels")
            .map(file)
            .toList();
    return new DataSet(
        name,
        card,
        files,
        data -> {
          var at = files.stream().map(data::resolve).toList();
          return task(
              card,
              Examples.parallel(at.get(0), at.get(1)),
              Examples.some(Examples.parallel(at.get(2), at.get(3))));
        });
  }

  private static Card card(DataCard of, String id) {
    return of.task(id, Card.Kind.CLASSIFICATION, "accuracy");
  }

  private static ClassificationTask task(Card card, LabeledTexts train, LabeledTexts test) {
    return new ClassificationTask(card, train, test, Classification.USUAL);
  }
}
