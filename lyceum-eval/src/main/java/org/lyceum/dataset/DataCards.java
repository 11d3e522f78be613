// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lyceum.tensor.DataException;

/** The cards of all data sets, from the resource {@code data-sets.json}. */
public final class DataCards {
  private static final String RESOURCE = "data-sets.json";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<DataCard> ALL = resource();

  private DataCards() {}

  /** {@return all, in alphabetical order} */
  public static List<DataCard> all() {
    return ALL;
  }

  /**
   * {@return one}
   *
   * @param word its id, with or without version, or the name or id of a task that is made of it
   * @throws IllegalArgumentException if there is none, or the task needs none; lists all
   */
  public static DataCard named(String word) {
    return ALL.stream()
        .filter(card -> card.id().equals(word) || card.folder().equals(word))
        .findFirst()
        .or(() -> ofTask(word))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no data set '%s'; known: %s"
                        .formatted(
                            word,
                            ALL.stream().map(DataCard::folder).collect(Collectors.joining(", ")))));
  }

  private static Optional<DataCard> ofTask(String word) {
    return DataSets.all().stream()
        .filter(set -> set.isCalled(word))
        .findFirst()
        .flatMap(DataCards::of);
  }

  /**
   * {@return the data set that a task is made of; none where it comes with the program}
   *
   * @param set the task
   */
  public static Optional<DataCard> of(DataSet set) {
    return set.files().stream()
        .findFirst()
        .flatMap(
            file -> ALL.stream().filter(card -> file.startsWith(card.folder() + "/")).findFirst());
  }

  private static List<DataCard> resource() {
    try (var in = Objects.requireNonNull(DataCards.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      return read(RESOURCE, in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * {@return the cards of a file}
   *
   * @param name of the file, for messages
   * @param in a JSON array
   * @throws DataException if it does not hold cards
   */
  public static List<DataCard> read(String name, InputStream in) {
    try {
      var cards = new ArrayList<DataCard>();
      for (var card : JSON.readTree(in)) {
        cards.add(card(card));
      }
      return List.copyOf(cards);
    } catch (IOException e) {
      throw new DataException(name, "must be JSON: " + e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new DataException(name, e);
    }
  }

  private static DataCard card(JsonNode card) {
    return new DataCard(
        text(card, "id"),
        text(card, "kind"),
        stream(card.path("languages"))
            .map(language -> Locale.forLanguageTag(language.asText()))
            .collect(Collectors.toSet()),
        text(card, "source"),
        text(card, "license"),
        text(card, "citation"),
        card.path("by_hand").asText(""),
        stream(card.path("files")).map(DataCards::file).toList());
  }

  private static DataFile file(JsonNode file) {
    return new DataFile(
        text(file, "path"),
        file.path("bytes").asLong(),
        file.path("sha256").asText(""),
        Optional.ofNullable(file.get("address")).map(address -> URI.create(address.asText())));
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return array.valueStream();
  }

  private static String text(JsonNode node, String field) {
    if (!node.path(field).isTextual()) {
      throw new IllegalArgumentException(
          "each must have a text '%s', got %s".formatted(field, node));
    }
    return node.path(field).asText();
  }
}
