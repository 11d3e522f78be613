// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.DataException;

/**
 * Files of the kind of CoNLL: a token a line with its tags, a blank line between sentences.
 *
 * @param charset of the file
 * @param separator between fields, a regular expression
 * @param token index of the field with the token
 * @param tag index of the field with the tag; below 0 counts from the end
 * @param trait what else there is to know
 */
record Conll(Charset charset, String separator, int token, int tag, Trait trait) {
  /** What files have beside tokens and tags. */
  enum Trait {
    /** Nothing. */
    NONE,
    /** Lines that begin with a hash are comments. */
    COMMENTS,
    /** A language and a colon in front of each token. */
    LANGUAGE,
    /** Comments; and lines of ranges {@code 1-2} and of empty nodes {@code 8.1}, left out. */
    UNIVERSAL
  }

  /** CoNLL-2002: word, part of speech, tag. */
  static final Conll CONLL_2002 = new Conll(ISO_8859_1, " ", 0, -1, Trait.NONE);

  /** CoNLL-2003: word, part of speech, chunk, tag in the manner IOB1. */
  static final Conll CONLL_2003 = new Conll(UTF_8, " ", 0, -1, Trait.NONE);

  /** GermEval 2014: number, word, outer and inner tag. */
  static final Conll GERMEVAL = new Conll(UTF_8, "\t", 1, 2, Trait.COMMENTS);

  /** WikiAnn of XTREME: {@code en:word}, tag. */
  static final Conll WIKIANN = new Conll(UTF_8, "\t", 0, 1, Trait.LANGUAGE);

  /** Emerging entities of WNUT 2017: word, tag. */
  static final Conll WNUT = new Conll(UTF_8, "\t", 0, 1, Trait.NONE);

  /** CoNLL-U of ten fields: the form and its universal part of speech. */
  static final Conll UNIVERSAL = new Conll(UTF_8, "\t", 1, 3, Trait.UNIVERSAL);

  private static final String OUTSIDE = "O";
  private static final String DOCUMENT = "-DOCSTART-";

  /**
   * A sentence.
   *
   * @param tokens one or more
   * @param tags as many
   */
  record Sentence(List<String> tokens, List<String> tags) {
    Sentence {
      tokens = List.copyOf(tokens);
      tags = List.copyOf(tags);
    }

    /** The same in the manner IOB2: {@code B-} in front of each entity, {@code I-} inside alone. */
    Sentence iob2() {
      var all = new ArrayList<String>();
      var before = OUTSIDE;
      for (var tag : tags) {
        boolean goesOn = !before.equals(OUTSIDE) && kind(before).equals(kind(tag));
        all.add(tag.startsWith("I-") && !goesOn ? "B-" + kind(tag) : tag);
        before = tag;
      }
      return new Sentence(tokens, all);
    }

    /** The entities of a sentence in any of the manners. */
    List<Entity> entities() {
      var entities = new ArrayList<Entity>();
      var words = new ArrayList<String>();
      var kind = "";
      var normal = iob2().tags;
      for (int i = 0; i <= tokens.size(); i++) {
        var tag = i == tokens.size() ? OUTSIDE : normal.get(i);
        if (!tag.startsWith("I-") && !words.isEmpty()) {
          entities.add(new Entity(String.join(" ", words), kind));
          words.clear();
        }
        if (!tag.equals(OUTSIDE)) {
          words.add(tokens.get(i));
          kind = kind(tag);
        }
      }
      return entities;
    }
  }

  /**
   * A name.
   *
   * @param text its tokens, joined by blanks
   * @param kind such as PER
   */
  record Entity(String text, String kind) {}

  private static String kind(String tag) {
    return tag.length() > 2 && tag.charAt(1) == '-' ? tag.substring(2) : tag;
  }

  /** {@return the sentences of a file, with the tags as they are there} */
  List<Sentence> read(Path file) {
    var sentences = new ArrayList<Sentence>();
    var tokens = new ArrayList<String>();
    var tags = new ArrayList<String>();
    DataFiles.allLines(
        file,
        charset,
        (number, line) -> {
          if (line.isBlank()) {
            close(sentences, tokens, tags);
          } else if (!isLeftOut(line)) {
            add(file, number, line, tokens, tags);
          }
        });
    close(sentences, tokens, tags);
    if (sentences.isEmpty()) {
      throw new DataException(file, "must have a token a line, but there is none");
    }
    return sentences;
  }

  private boolean isLeftOut(String line) {
    boolean comment = line.startsWith("#");
    return line.startsWith(DOCUMENT)
        || switch (trait) {
          case NONE, LANGUAGE -> false;
          case COMMENTS -> comment;
          case UNIVERSAL -> comment || line.matches("[0-9]+[-.].*");
        };
  }

  private void add(Path file, long number, String line, List<String> tokens, List<String> tags) {
    var fields = line.strip().split(separator, -1);
    int at = tag < 0 ? fields.length + tag : tag;
    if (fields.length < 2 || at <= token || at >= fields.length) {
      throw new DataException(file, number, "a line must hold a token and a tag, got: " + line);
    }
    var word = fields[token];
    tokens.add(trait == Trait.LANGUAGE ? word.substring(word.indexOf(':') + 1) : word);
    tags.add(fields[at]);
  }

  private static void close(List<Sentence> to, List<String> tokens, List<String> tags) {
    if (!tokens.isEmpty()) {
      to.add(new Sentence(tokens, tags));
      tokens.clear();
      tags.clear();
    }
  }
}
