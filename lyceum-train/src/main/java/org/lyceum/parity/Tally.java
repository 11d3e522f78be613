// SPDX-License-Identifier: Apache-2.0
package org.lyceum.parity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How many cases of one part of {@code tokens.json} come out otherwise, member by member. */
final class Tally {
  private static final List<String> MEMBERS =
      List.of(
          "ids",
          "mask",
          "types",
          "offsets",
          "special",
          "words",
          "tokens",
          "no_specials",
          "decoded",
          "error");
  private static final int SHOWN = 160;

  private final String name;
  private final Map<String, Integer> differing = new LinkedHashMap<>();
  private final Map<String, String> first = new LinkedHashMap<>();

  /** A tally of a part, by its name in the file. */
  Tally(String name) {
    this.name = name;
  }

  /**
   * Counts one case.
   *
   * @param text what it is about, as the user shall see it
   * @param wanted what the reference has
   * @param found the same members, or more, or {@code error} alone
   */
  void add(String text, JsonNode wanted, JsonNode found) {
    for (String member : MEMBERS) {
      if (wanted.has(member) || (member.equals("error") && found.has(member))) {
        compare(member, text, wanted.path(member), found.path(member));
      }
    }
  }

  /** Compares one member; of an error only whether there is one. */
  void compare(String member, String text, JsonNode wanted, JsonNode found) {
    boolean same =
        member.equals("error")
            ? wanted.isMissingNode() == found.isMissingNode()
            : wanted.equals(found);
    differing.merge(member, same ? 0 : 1, Integer::sum);
    if (!same) {
      first.putIfAbsent(
          member,
          "%s: wanted %s, found %s"
              .formatted(cut(text), around(wanted, found), around(found, wanted)));
    }
  }

  /** The part of an array or a text where it begins to differ from another. */
  private static String around(JsonNode node, JsonNode other) {
    int from = 0;
    while (node.isArray() && from < node.size() && node.path(from).equals(other.path(from))) {
      from++;
    }
    if (!node.isArray()) {
      return node.isMissingNode() ? "nothing" : cut(node.toString());
    }
    var shown = new StringBuilder();
    for (int i = from; i < node.size() && shown.length() < SHOWN; i++) {
      shown.append(i == from ? "" : ",").append(node.get(i));
    }
    return "%d: [%s] from %d on".formatted(node.size(), cut(shown.toString()), from);
  }

  private static String cut(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  /** One difference for each member. */
  List<Difference> differences() {
    return differing.entrySet().stream()
        .map(
            each ->
                new Difference(
                    "tokens %s %s".formatted(name, each.getKey()),
                    "text",
                    each.getValue(),
                    0,
                    first.getOrDefault(each.getKey(), "")))
        .toList();
  }
}
