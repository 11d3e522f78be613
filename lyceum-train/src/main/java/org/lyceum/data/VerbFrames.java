// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The sentences in which verbs can stand, such as {@code somebody ----s something PP}: those with
 * nothing in them but somebody, something and a place.
 *
 * @param texts by the number of the frame
 */
record VerbFrames(Map<Integer, String> texts) {
  private static final Set<String> KNOWN =
      Set.of("somebody something It ----s is ----ing PP on to from with of".split(" ", -1));

  static VerbFrames open() {
    return read(WordNetFile.open("verb.Framestext"));
  }

  /** A line is {@code number text}; frames that ask for a clause or the like are left out. */
  static VerbFrames read(Lines lines) {
    var texts = new HashMap<Integer, String>();
    WordNetFile.each(
        lines,
        line -> {
          var parts = line.strip().split(" +", 2);
          int number = Integer.parseInt(parts[0]);
          var text = parts[1].replace("Some", "some");
          if (KNOWN.containsAll(List.of(text.split(" ", -1)))) {
            texts.put(number, text);
          }
        });
    return new VerbFrames(texts);
  }

  /** The frames of one word of a synset, possibly none. */
  List<String> of(Synset synset, int word) {
    return synset.frames().stream()
        .filter(frame -> frame.word() < 0 || frame.word() == word)
        .flatMap(frame -> Stream.ofNullable(texts.get(frame.number())))
        .toList();
  }
}
