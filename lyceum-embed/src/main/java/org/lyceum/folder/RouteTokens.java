// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.UnsupportedException;
import org.lyceum.text.EncodeOptions;
import org.lyceum.text.Encoding;
import org.lyceum.text.Side;
import org.lyceum.text.TextPair;
import org.lyceum.text.TokenIds;
import org.lyceum.text.Tokenizer;

/** Turns texts into what a route takes. */
final class RouteTokens implements AutoCloseable {
  private final Route route;
  private final Tokenizer tokenizer;
  private final ModelSpec.TextSpec spec;
  private final boolean typed;
  private final int added;

  RouteTokens(Route route, Path folder) {
    this.route = route;
    boolean counts =
        route.find(TokenStage.Pool.class).map(TokenStage.Pool::includePrompt).orElse(true);
    InputSpec input = route.input();
    spec = new ModelSpec.TextSpec(input.maxTokens(), input.lowerCase(), counts);
    boolean table = route.first() instanceof FirstStage.Bag;
    tokenizer = table ? Tokenizer.openAsWritten(folder) : Tokenizer.open(folder);
    try {
      typed = route.first().takesTypes() && tokenizer.modelInputs().contains(GraphExport.TYPES);
      requireFits(folder);
      added = added(folder, route.input().expansion());
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  private void requireFits(Path folder) {
    int known = route.first().vocabulary();
    if (tokenizer.vocabulary() > known) {
      throw new DataException(
          folder,
          "the tokenizer's ids must be below the model's %d, but go up to %d; take the tokenizer of this model"
              .formatted(known, tokenizer.vocabulary() - 1));
    }
  }

  /** The id that is put behind queries; 0 where none is. */
  private int added(Path folder, @Nullable QueryExpansion expansion) {
    if (expansion == null) {
      return 0;
    }
    if (tokenizer.paddingSide() == Side.LEFT) {
      throw new UnsupportedException(folder, "of a query_expansion with padding_side left");
    }
    String wanted = expansion.token();
    for (String token : wanted == null ? usual(folder) : List.of(wanted)) {
      var id = tokenizer.id(token);
      if (id.isPresent()) {
        return id.getAsInt();
      }
    }
    throw new DataException(
        folder,
        "the token of query_expansion must be in the vocabulary, but %s is not; name one that is"
            .formatted(wanted == null ? "neither mask_token nor eos_token" : "'" + wanted + "'"));
  }

  /** The tokenizer's mask token, then its end token. */
  private static List<String> usual(Path folder) {
    for (String key : List.of("mask_token", "eos_token")) {
      for (String name : List.of("tokenizer_config.json", "special_tokens_map.json")) {
        var file = JsonFile.readIfPresent(folder.resolve(name));
        var token = file.isEmpty() ? null : file.get().root().get(key);
        if (token != null && !token.isNull()) {
          return List.of(token.isObject() ? token.path("content").asText() : token.asText());
        }
      }
    }
    return List.of();
  }

  /** A text behind its prompt. */
  RouteInput text(String prompt, String text, TextRole role) {
    String whole = spec.cased(prompt + text);
    int limit = route.input().limit(role);
    RouteInput input = RouteInput.of(tokens(whole, limit), typed);
    skipPrompt(input, prompt);
    var expansion = route.input().expansion(role);
    RouteInput result =
        expansion == null ? input : input.expanded(expansion.length(), added, expansion.attended());
    var mask = route.find(TokenStage.Mask.class);
    if (mask.isEmpty()) { // then tokens are scored where they are attended
      return result.scoredWhereAttended();
    }
    apply(mask.get(), result, role);
    return result;
  }

  private TokenIds tokens(String text, int limit) {
    if (route.first().takesSpecialTokens()) {
      return tokenizer.encode(List.of(text), limit).getFirst();
    }
    TokenIds all = tokenizer.encodeWithoutSpecials(List.of(text)).getFirst();
    return all.length() <= limit
        ? all
        : new TokenIds(Arrays.copyOf(all.ids(), limit), Arrays.copyOf(all.types(), limit), true);
  }

  private void skipPrompt(RouteInput input, String prompt) {
    int skipped = Math.min(input.length(), spec.promptTokens(tokenizer, prompt));
    Arrays.fill(input.counted(), 0, skipped, 0);
    if (route.first() instanceof FirstStage.Bag bag && bag.leavesOutUnknown()) {
      tokenizer
          .unknownId()
          .ifPresent(unknown -> clear(input.counted(), input, Set.of((long) unknown)));
    }
  }

  private static void clear(long[] flags, RouteInput input, Set<Long> ids) {
    for (int i = 0; i < flags.length; i++) {
      if (ids.contains(input.ids()[i])) {
        flags[i] = 0;
      }
    }
  }

  private void apply(TokenStage.Mask mask, RouteInput input, TextRole role) {
    String name = role == TextRole.ANY ? TextRole.DOCUMENT.label() : role.label();
    if (mask.skippedFor().contains(name)) {
      var ids = new HashSet<Long>();
      // what the vocabulary does not have as one token is not skipped, else all unknown ones were
      mask.skipped().forEach(word -> tokenizer.id(word).ifPresent(id -> ids.add((long) id)));
      clear(input.scored(), input, ids);
    }
    List<Integer> kept = mask.kept();
    if (role != TextRole.QUERY && kept != null && !kept.isEmpty()) {
      for (int i = 0; i < input.length(); i++) {
        input.scored()[i] &= kept.contains((int) input.ids()[i]) ? 1 : 0;
      }
    }
  }

  /** Two texts in one row, the longer cut first. */
  RouteInput pair(String prompt, String first, String second) {
    var options = EncodeOptions.PLAIN.truncatedTo(route.input().maxTokens());
    var pair = new TextPair(spec.cased(prompt + first), spec.cased(second));
    Encoding encoding = tokenizer.encode(List.of(pair), options).getFirst();
    var tokens = new TokenIds(encoding.ids(), encoding.typeIds(), encoding.truncated());
    return RouteInput.of(tokens, typed);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
