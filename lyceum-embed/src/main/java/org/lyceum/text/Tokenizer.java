// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lyceum.tensor.DataException;

/**
 * A Hugging Face tokenizer. Truncation and padding written in its file are ignored: the limit comes
 * from the caller, and nothing is padded.
 *
 * <p>Thread safe. Every call works on the calling thread alone; many texts are tokenized faster by
 * calling from several threads.
 */
public final class Tokenizer implements AutoCloseable {
  private final TokenizerJson json;
  private final int padId;
  private final Map<Integer, NativeTokenizer> byLimit = new HashMap<>();
  private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
  private final int specials;
  private final boolean allTypesZero;
  private final @Nullable FastTokens fast;
  private volatile boolean closed;

  private Tokenizer(TokenizerJson json, @Nullable String padToken) {
    this.json = json;
    var named = json.id(padToken);
    padId = named.isPresent() ? named.getAsInt() : json.padding().orElse(0);
    var probe = encodeNatively(List.of("", "a b c"), Integer.MAX_VALUE, true, true);
    specials = probe.get(0).length();
    allTypesZero =
        probe.stream().allMatch(t -> Arrays.stream(t.types()).allMatch(type -> type == 0));
    fast = allTypesZero ? fast(probe.get(1).ids()) : null;
  }

  private @Nullable FastTokens fast(int[] framed) {
    int[] bare = encodeNatively(List.of("a b c"), Integer.MAX_VALUE, false, true).getFirst().ids();
    return FastTokens.of(json.root(), framed, bare).orElse(null);
  }

  /**
   * {@return the tokenizer of a model folder}
   *
   * @param folder holds {@code tokenizer.json}, or for BERT {@code vocab.txt}
   * @throws DataException if it holds neither, or what it holds is broken
   */
  public static Tokenizer open(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    Path words = folder.resolve("vocab.txt");
    Path settingsFile = folder.resolve("tokenizer_config.json");
    JsonFile settings =
        JsonFile.readIfPresent(settingsFile)
            .orElseGet(
                () ->
                    new JsonFile(
                        settingsFile,
                        com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode()));
    if (Files.exists(file)) {
      return of(file, JsonFile.read(file).root(), padToken(settings));
    }
    if (Files.exists(words)) {
      return of(words, WordPieceFile.read(words, settings), padToken(settings));
    }
    throw new DataException(
        folder,
        "must hold a tokenizer: tokenizer.json, or vocab.txt of a BERT model; save the model's"
            + " tokenizer there, with save_pretrained in Python");
  }

  private static @Nullable String padToken(JsonFile settings) {
    JsonNode token = settings.root().path("pad_token");
    return token.isObject() ? token.path("content").textValue() : token.textValue();
  }

  /**
   * {@return a tokenizer of a {@code tokenizer.json} that was read already}
   *
   * @param source names it in messages
   * @param root its content
   * @param padToken the padding token, or null for the one in the content
   */
  public static Tokenizer of(Object source, JsonNode root, @Nullable String padToken) {
    var json = new TokenizerJson(source, root);
    try {
      return new Tokenizer(json, padToken);
    } catch (RuntimeException e) {
      if (e instanceof DataException) {
        throw e;
      }
      throw new DataException(source, "must be a tokenizer: " + e.getMessage(), e);
    }
  }

  /**
   * {@return the token ids of texts, special tokens included, in the order of the texts}
   *
   * @param texts any texts, the empty one too
   * @param maxTokens longer ones are cut to this, special tokens included and kept
   */
  public List<TokenIds> encode(List<String> texts, int maxTokens) {
    if (maxTokens <= specials) {
      throw new IllegalArgumentException(
          "maxTokens must be at least %d (%d special tokens and one of the text), got %d"
              .formatted(specials + 1, specials, maxTokens));
    }
    var way = fast;
    var buffer = new TokenBuffer();
    return way == null
        ? encodeNatively(texts, maxTokens, true, !allTypesZero)
        : either(texts, text -> way.framed(text, maxTokens, buffer), maxTokens, true);
  }

  /**
   * {@return the token ids of texts without special tokens, never cut, as static tables take them;
   * of an empty text none}
   *
   * @param texts any texts
   */
  public List<TokenIds> encodeWithoutSpecials(List<String> texts) {
    var way = fast;
    var buffer = new TokenBuffer();
    return way == null
        ? encodeNatively(texts, Integer.MAX_VALUE, false, false)
        : either(texts, text -> way.bare(text, buffer), Integer.MAX_VALUE, false);
  }

  /**
   * Appends the token ids of a text without special tokens, never cut.
   *
   * @param text any text
   * @param into where the ids go
   */
  public void encodeWithoutSpecials(String text, TokenBuffer into) {
    requireOpen();
    if (fast == null || !fast.words().append(text, into)) {
      for (int id :
          encodeNatively(List.of(text), Integer.MAX_VALUE, false, false).getFirst().ids()) {
        into.add(id);
      }
    }
  }

  /** The fast way where it takes the text, else the native library. */
  private List<TokenIds> either(
      List<String> texts,
      Function<String, @Nullable TokenIds> way,
      int maxTokens,
      boolean special) {
    requireOpen();
    var all = new ArrayList<TokenIds>(texts.size());
    for (String text : texts) {
      TokenIds ids = way.apply(text);
      all.add(
          ids == null ? encodeNatively(List.of(text), maxTokens, special, false).getFirst() : ids);
    }
    return all;
  }

  /** All by the native library. */
  List<TokenIds> encodeNatively(List<String> texts, int maxTokens, boolean special, boolean types) {
    return using(
        maxTokens,
        tokenizer -> {
          var all = new ArrayList<TokenIds>(texts.size());
          for (String text : texts) {
            try (var encoded = tokenizer.encode(text, special)) {
              int[] ids = encoded.ids();
              all.add(
                  new TokenIds(
                      ids,
                      types ? encoded.types() : Zeros.of(ids.length),
                      ids.length >= maxTokens && encoded.overflows()));
            }
          }
          return all;
        });
  }

  /**
   * {@return how many tokens at the start of a text belong to a prompt in front of it: its own, and
   * the special token at the start; not the one at the end}
   *
   * @param prompt the prompt
   */
  public int promptTokens(String prompt) {
    int[] ids = encodeNatively(List.of(prompt), Integer.MAX_VALUE, true, false).getFirst().ids();
    boolean endsSpecial = ids.length > 0 && json.isSpecial(ids[ids.length - 1]);
    return ids.length - (endsSpecial ? 1 : 0);
  }

  /**
   * {@return the text of token ids}
   *
   * @param ids vocabulary ids
   * @param skipSpecials whether special tokens are left out
   */
  public String decode(int[] ids, boolean skipSpecials) {
    return using(Integer.MAX_VALUE, tokenizer -> tokenizer.decode(ids, skipSpecials));
  }

  private <T> T using(int maxTokens, Function<NativeTokenizer, T> work) {
    lock.readLock().lock();
    try {
      var tokenizer = closed ? null : byLimit.get(maxTokens);
      if (tokenizer != null) {
        return work.apply(tokenizer);
      }
    } finally {
      lock.readLock().unlock();
    }
    locked(
        () ->
            byLimit.computeIfAbsent(
                maxTokens, limit -> new NativeTokenizer(json.limitedTo(limit))));
    return using(maxTokens, work);
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the tokenizer was closed; open it again");
    }
  }

  private void locked(Runnable work) {
    lock.writeLock().lock();
    try {
      requireOpen();
      work.run();
    } finally {
      lock.writeLock().unlock();
    }
  }

  /** {@return the number of ids: the largest plus one} */
  public int vocabulary() {
    return json.vocabulary();
  }

  /** {@return the id that fills padded positions; 0 where the tokenizer names none} */
  public int padId() {
    return padId;
  }

  /** {@return the id of what the vocabulary does not have, if it has one} */
  public OptionalInt unknownId() {
    return json.unknown();
  }

  /** {@return the content of its {@code tokenizer.json}} */
  public String json() {
    return json.text();
  }

  /**
   * {@return whether its {@code tokenizer.json} asks for long texts to be cut, which is not done
   * here unless a limit is given, but is done by readers of static tables}
   */
  public boolean cutsTexts() {
    return json.cutsTexts();
  }

  /** {@return the content of its {@code tokenizer.json} without that} */
  public String jsonWithoutCutting() {
    return json.limitedTo(Integer.MAX_VALUE);
  }

  /** {@return whether it lower-cases, as far as a BERT tokenizer says so} */
  public boolean lowerCases() {
    return json.lowerCases();
  }

  /** {@return the number of special tokens around one text} */
  public int specialTokens() {
    return specials;
  }

  /**
   * {@return whether an id is a special token's, such as the start of a text or padding}
   *
   * @param id a vocabulary id
   */
  public boolean isSpecial(int id) {
    return json.isSpecial(id);
  }

  /**
   * {@return the token of an id as the vocabulary writes it, or null where there is none}
   *
   * @param id a vocabulary id
   */
  public @Nullable String token(int id) {
    return json.token(id);
  }

  /**
   * {@return the id of a token, if the vocabulary has it}
   *
   * @param token as the vocabulary writes it
   */
  public OptionalInt id(String token) {
    return json.id(token);
  }

  @Override
  public void close() {
    lock.writeLock().lock();
    try {
      closed = true;
      byLimit.values().forEach(NativeTokenizer::close);
      byLimit.clear();
    } finally {
      lock.writeLock().unlock();
    }
  }
}
