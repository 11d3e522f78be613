// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All data sets that can be measured on. A new one is an entry of its kind's list. */
public final class DataSets {
  private DataSets() {}

  /** {@return all, kind by kind} */
  public static List<DataSet> all() {
    return Stream.of(
            StsSets.all(),
            RetrievalSets.all(),
            AlloprofSets.all(),
            LabelSets.all(),
            TopicSets.all(),
            SentimentSets.all(),
            PairSets.all(),
            LanguageSets.all(),
            EntitySets.all(),
            WordSets.all())
        .flatMap(List::stream)
        .toList();
  }

  /**
   * {@return the one with an id}
   *
   * @param id name, or id of its card, also without the version: {@code STS12}, {@code sts12-v1} or
   *     {@code sts12}
   * @throws IllegalArgumentException if there is none; lists all
   */
  public static DataSet named(String id) {
    return all().stream()
        .filter(set -> set.isCalled(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no task '%s'; known: %s".formatted(id, names())));
  }

  private static String names() {
    return all().stream().map(DataSet::name).collect(Collectors.joining(", "));
  }
}
