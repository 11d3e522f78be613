// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

/**
 * A Hugging Face tokenizer. Truncation and padding written in its file are ignored: limit and
 * length come from the caller.
 *
 * <p>{@link #encode(List, int)} gives ids as fast as it can; {@link #encode(List, EncodeOptions)}
 * gives for each token where it comes from, takes pairs of texts, and cuts and pads as one likes.
 *
 * <p>Thread safe. Every call works on the calling thread alone; many texts are tokenized faster by
 * calling from several threads.
 */
public final class Tokenizer implements AutoCloseable {
  private final TokenizerJson json;
  private final TokenizerSettings settings;
  private final OptionalInt padding;
  private final NativeTokenizers natives;
  private final int specials;
  private final boolean allTypesZero;
  private final @Nullable FastTokens fast;

  private Tokenizer(TokenizerJson json, TokenizerSettings settings) {
    this.json = json;
    this.settings = settings;
    var named = json.id(settings.token("pad_token"));
    padding = named.isPresent() ? named : json.padding();
    natives = new NativeTokenizers(json, truncationSide());
    try {
      var probe = encodeNatively(List.of("", "a b c"), Integer.MAX_VALUE, true, true);
      specials = probe.get(0).length();
      allTypesZero =
          probe.stream().allMatch(t -> Arrays.stream(t.types()).allMatch(type -> type == 0));
      fast = allTypesZero && truncationSide() == Side.RIGHT ? fast(probe.get(1).ids()) : null;
    } catch (RuntimeException e) {
      natives.close();
      throw e;
    }
  }

  private @Nullable FastTokens fast(int[] framed) {
    int[] bare = encodeNatively(List.of("a b c"), Integer.MAX_VALUE, false, true).getFirst().ids();
    return FastTokens.of(json.root(), framed, bare).orElse(null);
  }

  /**
   * {@return the tokenizer of a model folder, as transformers loads it: {@code
   * tokenizer_config.json} holds where it says otherwise than {@code tokenizer.json}}
   *
   * @param folder holds {@code tokenizer.json}, or for BERT {@code vocab.txt}
   * @throws DataException if it holds neither, or what it holds is broken
   */
  public static Tokenizer open(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    Path words = folder.resolve("vocab.txt");
    TokenizerSettings settings = TokenizerSettings.read(folder);
    if (Files.exists(file)) {
      return of(
          file, () -> LoadingRules.apply(file, JsonFile.read(file).root(), settings), settings);
    }
    if (Files.exists(words)) {
      return of(words, () -> WordPieceFile.read(words, settings.file()), settings);
    }
    throw new DataException(
        folder,
        "must hold a tokenizer: tokenizer.json, or vocab.txt of a BERT model; save the model's"
            + " tokenizer there, with save_pretrained in Python");
  }

  /**
   * {@return the tokenizer of a folder by its {@code tokenizer.json} alone, as readers of static
   * tables have it; as {@link #open} where there is none}
   *
   * @param folder holds {@code tokenizer.json}, or for BERT {@code vocab.txt}
   * @throws DataException if it holds neither, or what it holds is broken
   */
  public static Tokenizer openAsWritten(Path folder) {
    Path file = folder.resolve("tokenizer.json");
    return Files.exists(file)
        ? of(file, () -> JsonFile.read(file).root(), TokenizerSettings.read(folder))
        : open(folder);
  }

  /**
   * {@return whether a folder holds a tokenizer that {@link #open} reads}
   *
   * @param folder any folder
   */
  public static boolean isIn(Path folder) {
    return Files.exists(folder.resolve("tokenizer.json"))
        || Files.exists(folder.resolve("vocab.txt"));
  }

  /**
   * {@return a tokenizer of a {@code tokenizer.json} that was read already}
   *
   * @param source names it in messages
   * @param root its content
   * @param padToken the padding token, or null for the one in the content
   */
  public static Tokenizer of(Object source, JsonNode root, @Nullable String padToken) {
    return of(source, () -> root, TokenizerSettings.of(padToken));
  }

  private static Tokenizer of(Object source, Supplier<JsonNode> root, TokenizerSettings settings) {
    try {
      return new Tokenizer(new TokenizerJson(source, root.get()), settings);
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
   * {@return a text as tokens, with where each comes from}
   *
   * @param text any text
   * @param options how it is framed, cut and filled up
   */
  public Encoding encode(String text, EncodeOptions options) {
    return encode(List.of(TextPair.single(text)), options).getFirst();
  }

  /**
   * {@return two texts as the tokens of one row; the first alone where the second is empty, as
   * transformers has it for one pair, but not for those of a batch}
   *
   * @param first any text
   * @param second what follows it, or the empty text for nothing
   * @param options how they are framed, cut and filled up
   */
  public Encoding encode(String first, String second, EncodeOptions options) {
    return second.isEmpty()
        ? encode(first, options)
        : encode(List.of(new TextPair(first, second)), options).getFirst();
  }

  /**
   * {@return texts and pairs as rows of tokens, in the order of the texts}
   *
   * @param texts a batch, over which padding is reckoned
   * @param options how each is framed, cut and filled up
   * @throws IllegalArgumentException if a text cannot be cut as the options want it
   * @throws IllegalStateException if rows are to be filled up and the tokenizer names no token for
   *     it
   */
  public List<Encoding> encode(List<TextPair> texts, EncodeOptions options) {
    List<Encoding> rows =
        natives.using(
            Integer.MAX_VALUE,
            tokenizer -> texts.stream().map(text -> row(tokenizer, text, options)).toList());
    Padding wanted = options.padding();
    return wanted == null ? rows : wanted.apply(rows, padding(), paddingSide());
  }

  private Encoding row(NativeTokenizer tokenizer, TextPair text, EncodeOptions options) {
    try (var encoded = tokenizer.encode(text, options.addsSpecialTokens())) {
      Encoding whole = new EncodingReader(json, text).read(encoded);
      Truncation wanted = options.truncation();
      return wanted == null ? whole : wanted.apply(whole, truncationSide());
    }
  }

  private Token padding() {
    int id =
        padding.orElseThrow(
            () ->
                new IllegalStateException(
                    "the tokenizer must name a padding token to fill rows up; add pad_token to"
                        + " tokenizer_config.json"));
    String piece = json.token(id);
    return new Token(id, piece == null ? "" : piece, 0, Token.Role.PADDING, Token.Place.NOWHERE);
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
    natives.requireOpen();
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
    natives.requireOpen();
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
    return natives.using(
        maxTokens,
        tokenizer -> {
          var all = new ArrayList<TokenIds>(texts.size());
          for (String text : texts) {
            try (var encoded = tokenizer.encode(text, special)) {
              int[] ids = encoded.ids();
              all.add(
                  new TokenIds(
                      ids,
                      types ? encoded.types() : new int[ids.length],
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
   * {@return the text of token ids, as the tokenizer's decoder gives it}
   *
   * @param ids vocabulary ids
   * @param skipSpecials whether special tokens are left out
   */
  public String decode(int[] ids, boolean skipSpecials) {
    String text =
        natives.using(Integer.MAX_VALUE, tokenizer -> tokenizer.decode(ids, skipSpecials));
    String endOfWord = json.root().path("model").path("end_of_word_suffix").asText("");
    return settings.kind().equals("CLIP") && !endOfWord.isEmpty()
        ? DecodedText.spaced(text, endOfWord)
        : text;
  }

  /**
   * {@return the text of token ids without the spaces before punctuation and contractions that
   * splitting put there, for English}
   *
   * @param ids vocabulary ids
   * @param skipSpecials whether special tokens are left out
   */
  public String decodeCleanly(int[] ids, boolean skipSpecials) {
    return DecodedText.cleaned(decode(ids, skipSpecials));
  }

  /** {@return the number of ids: the largest plus one} */
  public int vocabulary() {
    return json.vocabulary();
  }

  /** {@return the number of different tokens, those that were added included} */
  public int tokenCount() {
    return json.tokenCount();
  }

  /** {@return the id that fills padded positions; 0 where the tokenizer names none} */
  public int padId() {
    return padding.orElse(0);
  }

  /** {@return the id of what the vocabulary does not have, if it has one} */
  public OptionalInt unknownId() {
    return json.unknown();
  }

  /** {@return the content of its {@code tokenizer.json}} */
  public String json() {
    return json.text();
  }

  /** The same as a tree. */
  ObjectNode root() {
    return json.root();
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
    return json.limitedTo(Integer.MAX_VALUE, Side.RIGHT);
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

  /**
   * {@return the side on which {@link Padding} stands where it names none: what the folder says,
   * else what is usual for its class of tokenizers}
   */
  public Side paddingSide() {
    return settings.paddingSide(json.root());
  }

  /** {@return the side on which {@link Truncation} cuts where it names none} */
  public Side truncationSide() {
    return settings.truncationSide(json.root());
  }

  /** {@return the longest row that the folder says its model takes, if it says so} */
  public OptionalInt maxLength() {
    return settings.maxLength();
  }

  /**
   * {@return the inputs of the model by name: {@code token_type_ids} is among them only where it
   * takes types}
   */
  public List<String> modelInputs() {
    return settings.modelInputs();
  }

  @Override
  public void close() {
    natives.close();
  }
}
