// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.lyceum.folder.Similarity;
import org.lyceum.tensor.Seed;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Tokenizer;

/**
 * A key that is hidden in a text that says nothing else, to see how far a model reads: by length
 * and by depth, written by a model that writes, or found by one that embeds.
 *
 * @param text sentences that say nothing, and between two of them the key
 * @param key five digits
 * @param at where the sentence with the key begins, in UTF-16 units
 * @see <a href="https://arxiv.org/abs/2305.16300">Mohtashami and Jaggi 2023</a>, section 4.2
 */
public record Passkey(String text, String key, int at) {
  private static final int LEAST_KEY = 10_000;
  private static final int BEYOND_KEYS = 100_000;
  private static final List<String> FILLER =
      List.of(
          "The river runs past the mill. ",
          "Rain fell on the roof all night. ",
          "A cart stood by the gate. ",
          "The road goes over the hill. ",
          "Smoke rose from the chimney. ");

  /**
   * {@return a key hidden in as much text as there is room for}
   *
   * @param tokenizer of the model that shall find it
   * @param tokens the most of {@link #prompt}, special tokens included
   * @param depth 0 for the beginning, 1 for the end; between, the share of sentences before the key
   * @param seed of the key
   * @throws IllegalArgumentException if the depth is out of range, or the key alone is too long
   */
  public static Passkey hide(Tokenizer tokenizer, int tokens, double depth, Seed seed) {
    if (!(depth >= 0 && depth <= 1)) {
      throw new IllegalArgumentException("depth must lie in 0..1, got " + depth);
    }
    String key = "" + seed.stream("passkey").nextInt(LEAST_KEY, BEYOND_KEYS);
    if (length(tokenizer, hide(key, 0, depth)) > tokens) {
      throw new IllegalArgumentException(
          "a text must have room for its key, %d tokens, got %d"
              .formatted(length(tokenizer, hide(key, 0, depth)), tokens));
    }
    int fits = 0;
    int beyond = tokens; // a sentence has more than one token
    while (beyond - fits > 1) {
      int middle = (fits + beyond) / 2;
      if (length(tokenizer, hide(key, middle, depth)) <= tokens) {
        fits = middle;
      } else {
        beyond = middle;
      }
    }
    return hide(key, fits, depth);
  }

  private static int length(Tokenizer tokenizer, Passkey hidden) {
    return tokenizer.encode(hidden.prompt(), EncodeOptions.PLAIN).length();
  }

  private static Passkey hide(String key, int sentences, double depth) {
    String before = filler(0, (int) Math.round(depth * sentences));
    String behind = filler((int) Math.round(depth * sentences), sentences);
    return new Passkey(before + statement(key) + " " + behind, key, before.length());
  }

  private static String filler(int from, int to) {
    var text = new StringBuilder();
    for (int i = from; i < to; i++) {
      text.append(FILLER.get(i % FILLER.size()));
    }
    return text.toString();
  }

  private static String statement(String key) {
    return "The pass key is %s. Remember it.".formatted(key);
  }

  /** {@return the text and a question, behind which a model writes the key} */
  public String prompt() {
    return text + "What is the pass key? The pass key is";
  }

  /**
   * {@return whether what a model wrote begins with the key}
   *
   * @param written behind the prompt
   */
  public boolean isIn(String written) {
    String answer = written.strip().toLowerCase(Locale.ROOT);
    return answer.startsWith(key)
        && (answer.length() == key.length() || !Character.isDigit(answer.charAt(key.length())));
  }

  /**
   * {@return the share of keys that a model writes, 0 to 1}
   *
   * @param hidden the keys, at least one
   * @param model from a prompt to what it writes behind it
   */
  public static double written(List<Passkey> hidden, UnaryOperator<String> model) {
    requireSome(hidden);
    return share(hidden.stream().map(each -> each.isIn(model.apply(each.prompt()))).toList());
  }

  /**
   * {@return the share of keys whose text is the nearest of all to a question that names the key,
   * by cosine, 0 to 1; a text that is as near as another is not found}
   *
   * @param hidden different keys, at least one, and the more the harder
   * @param embedder of questions as queries and of texts as documents
   */
  public static double found(List<Passkey> hidden, Embedder embedder) {
    requireSome(hidden);
    if (hidden.stream().map(Passkey::key).distinct().count() < hidden.size()) {
      throw new IllegalArgumentException("keys must differ; hide them with different seeds");
    }
    var questions =
        embedder.embedQuery(hidden.stream().map(each -> statement(each.key)).toList()).rows();
    var texts = embedder.embedDocument(hidden.stream().map(Passkey::text).toList()).rows();
    var right = new ArrayList<Boolean>();
    for (int i = 0; i < hidden.size(); i++) {
      float[] question = questions.get(i);
      var scores = texts.stream().map(text -> Similarity.COSINE.of(question, text)).toList();
      double own = scores.get(i);
      right.add(scores.stream().filter(score -> !(score < own)).count() == 1);
    }
    return share(right);
  }

  private static void requireSome(List<Passkey> hidden) {
    if (hidden.isEmpty()) {
      throw new IllegalArgumentException("there must be a key to find, got none");
    }
  }

  private static double share(List<Boolean> right) {
    Stream<Boolean> found = right.stream().filter(each -> each);
    return (double) found.count() / right.size();
  }
}
