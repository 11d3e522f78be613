// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.lyceum.data.Corpus;
import org.lyceum.data.NearDuplicates;
import org.lyceum.data.Split;
import org.lyceum.tensor.Seed;

/**
 * The texts of a user's files, as many as a run can use.
 *
 * @param label names the files
 * @param texts without near-duplicates and without what models are measured with
 * @param all texts in the files
 * @param drawn of them, at random where there are more than a run can use
 * @param measured left out because a model is measured with them
 * @param repeated left out because one before them is nearly the same
 */
record UserTexts(
    String label, List<String> texts, long all, long drawn, long measured, long repeated) {

  /**
   * Reads twice, so that no more than {@code most} texts are in memory at a time.
   *
   * @param corpus the files
   * @param most texts that are kept, about
   * @param seed decides which
   * @param tests texts that models are measured with
   */
  static UserTexts read(Corpus corpus, int most, Seed seed, List<String> tests) {
    var all = new AtomicLong();
    corpus.read(text -> all.incrementAndGet());
    double share = most / (double) all.get();
    var random = seed.stream("corpus/share");
    var tested = new NearDuplicates();
    tests.forEach(tested::add);
    var seen = new NearDuplicates();
    var texts = new ArrayList<String>();
    long[] counts = new long[2]; // drawn, measured
    corpus.read(
        text -> {
          if (share >= 1 || random.nextDouble() < share) {
            counts[0]++;
            if (tested.knows(text)) {
              counts[1]++;
            } else if (seen.isNew(text)) {
              texts.add(text);
            }
          }
        });
    return new UserTexts(
        corpus.label(), List.copyOf(texts), all.get(), counts[0], counts[1], seen.dropped());
  }

  /** What became of them, in a line. */
  String describe(Split split) {
    var line = new StringBuilder(label).append(": ");
    if (drawn < all) {
      line.append("%,d of %,d texts drawn at random, ".formatted(drawn, all));
    }
    line.append(
        "%,d texts, %,d held out, %,d near-duplicates dropped"
            .formatted(split.training().size(), split.heldOut().size(), repeated));
    if (measured > 0) {
      line.append(", %,d left out that models are measured with".formatted(measured));
    }
    return line.toString();
  }
}
