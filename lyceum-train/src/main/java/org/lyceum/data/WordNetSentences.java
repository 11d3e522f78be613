// SPDX-License-Identifier: Apache-2.0
package org.lyceum.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plain sentences of what somebody or something is doing, such as captions are: "A young sailor is
 * painting the boat near a river". A dictionary has hardly any. The verbs stand in the sentence
 * frames that WordNet gives for them, and all words are frequent ones; the sentences are
 * grammatical and seldom sensible, and the teacher has a vector for each.
 */
final class WordNetSentences {
  private static final Pattern PLAIN = Pattern.compile("[a-z]+");
  private static final Pattern PLAIN_VERB = Pattern.compile("[a-z]+( [a-z]+)?");

  /** Words before which "a" becomes "an": by their sound, not by their letter. */
  private static final Pattern AN =
      Pattern.compile("(?!eu|ewe|once|one|ubi|uni|use|usu|ute|uti)[aeiou]|heir|honest|honor|hour");

  /** The lexicographer file of verbs of being, having and the like, which nobody is doing. */
  private static final int STATIVE = 42;

  private static final List<String> PREPOSITIONS =
      List.of("in", "on", "near", "behind", "beside", "under", "at", "with", "in front of");

  private final WeightedWords<Verb> verbs = new WeightedWords<>();
  private final Map<Role, WeightedWords<String>> nouns = new EnumMap<>(Role.class);
  private final WeightedWords<String> adjectives = new WeightedWords<>();

  /** What a noun is used for, by the lexicographer files that it stands in. */
  private enum Role {
    PERSON,
    ANIMAL,
    THING,
    PLACE;

    static @Nullable Role of(Synset noun) {
      return switch (noun.lexicographer()) {
        case 18 -> PERSON;
        case 5 -> ANIMAL;
        case 6, 13, 20 -> THING; // artifacts, food, plants
        case 15, 17 -> PLACE; // locations, natural objects
        default -> null;
      };
    }
  }

  /** A participle, and the frames that it can stand in. */
  private record Verb(String participle, List<String> frames) {}

  WordNetSentences(WordNet wordnet) {
    var frequent = FrequentSenses.open();
    for (var synset : wordnet.of(PartOfSpeech.NOUN)) {
      var role = Role.of(synset);
      if (role != null) {
        add(synset, frequent, nouns(role));
      }
    }
    wordnet.of(PartOfSpeech.ADJECTIVE).forEach(synset -> add(synset, frequent, adjectives));
    var frames = VerbFrames.open();
    var participles = PresentParticiples.open();
    for (var synset : wordnet.of(PartOfSpeech.VERB)) {
      if (synset.lexicographer() != STATIVE) {
        addVerbs(synset, frequent, frames, participles);
      }
    }
  }

  private WeightedWords<String> nouns(Role role) {
    return nouns.computeIfAbsent(role, r -> new WeightedWords<>());
  }

  private static void add(Synset synset, FrequentSenses frequent, WeightedWords<String> words) {
    for (var lemma : synset.lemmas()) {
      int count = frequent.count(synset, lemma);
      if (count > 0 && PLAIN.matcher(lemma).matches()) {
        words.add(lemma, count);
      }
    }
  }

  private void addVerbs(
      Synset synset, FrequentSenses frequent, VerbFrames frames, PresentParticiples participles) {
    for (int i = 0; i < synset.lemmas().size(); i++) {
      var lemma = synset.lemmas().get(i);
      int count = frequent.count(synset, lemma);
      var usable = frames.of(synset, i);
      if (count > 0 && !usable.isEmpty() && PLAIN_VERB.matcher(lemma).matches()) {
        verbs.add(new Verb(participles.of(lemma), usable), count);
      }
    }
  }

  /** A sentence at random. */
  String next(RandomGenerator random) {
    return new Sentence(random).toString();
  }

  /** One sentence, made from left to right. */
  private final class Sentence {
    private final RandomGenerator random;

    Sentence(RandomGenerator random) {
      this.random = random;
    }

    @Override
    public String toString() {
      var verb = verbs.draw(random);
      var frame = any(verb.frames);
      var words =
          Arrays.stream(frame.split(" ", -1))
              .map(word -> render(word, verb.participle))
              .collect(Collectors.toCollection(ArrayList::new));
      if (!frame.endsWith("PP") && random.nextInt(3) == 0) {
        words.add(where());
      }
      var text = String.join(" ", words);
      var end = random.nextBoolean() ? "." : "";
      return Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
    }

    private String render(String word, String participle) {
      return switch (word) {
        case "somebody" -> phrase(random.nextInt(4) == 0 ? Role.ANIMAL : Role.PERSON);
        case "something" -> phrase(Role.THING);
        case "----s" -> "is " + participle;
        case "----ing" -> participle;
        case "PP" -> where();
        default -> word;
      };
    }

    private String where() {
      return any(PREPOSITIONS) + " " + phrase(random.nextBoolean() ? Role.PLACE : Role.THING);
    }

    private String phrase(Role role) {
      var noun = nouns(role).draw(random);
      var words = random.nextInt(3) == 0 ? adjectives.draw(random) + " " + noun : noun;
      if (random.nextInt(4) == 0) {
        return "the " + words;
      }
      return (AN.matcher(words).lookingAt() ? "an " : "a ") + words;
    }

    private <T> T any(List<T> list) {
      return list.get(random.nextInt(list.size()));
    }
  }
}
