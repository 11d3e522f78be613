// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Prompt;

/**
 * Remembers the vectors of the texts that were asked for last, and does not embed a text that comes
 * again, in one call or a later one; calls at the same time do not wait for each other. Off unless
 * somebody puts it in front of an embedder: it pays where texts repeat, such as search queries, and
 * costs a lookup a text where they do not.
 *
 * <p>Thread safe. A vector is a copy, so that whoever changes one changes no other.
 */
public final class RememberingEmbedder extends EmbedderInFront {
  private final int capacity;
  private final Map<Key, Known> known = new LinkedHashMap<>(16, 0.75f, true);
  private long asked;
  private long found;

  /** A text with what goes in front of it. */
  private record Key(Prompt prompt, String text) {}

  /** What a text became. */
  @SuppressWarnings("ArrayRecordComponent") // never handed out
  private record Known(float[] vector, boolean truncated) {}

  /**
   * How often remembering helped.
   *
   * @param texts asked for
   * @param found of them, those that need not be embedded
   */
  public record Use(long texts, long found) {}

  /**
   * Stands in front of an embedder.
   *
   * @param embedder what is behind; closed with this
   * @param capacity texts that are remembered, 1 or more; a vector of width {@code D} takes about
   *     {@code 4 D} bytes and its text
   */
  public RememberingEmbedder(Embedder embedder, int capacity) {
    super(embedder);
    if (capacity < 1) {
      throw new IllegalArgumentException(
          "the number of texts to remember must be 1 or more, got " + capacity);
    }
    this.capacity = capacity;
  }

  /** {@return how often remembering helped so far} */
  public Use use() {
    synchronized (known) {
      return new Use(asked, found);
    }
  }

  @Override
  public Vectors embed(List<String> texts, Prompt prompt, Progress progress) {
    var call = new Call(texts, prompt);
    if (!call.missing.isEmpty()) {
      long before = call.done();
      var computed =
          embedder.embed(
              List.copyOf(call.missing.keySet()),
              prompt,
              (done, all) -> progress.at(Math.min(before + done, texts.size()), texts.size()));
      call.take(computed);
    }
    progress.at(texts.size(), texts.size());
    return call.vectors();
  }

  /** One call: what is known at its start, and what is missing. */
  private final class Call {
    private final List<@Nullable Known> results = new ArrayList<>();
    private final Map<String, List<Integer>> missing = new LinkedHashMap<>();
    private final Prompt prompt;

    Call(List<String> texts, Prompt prompt) {
      this.prompt = prompt;
      synchronized (known) {
        for (int i = 0; i < texts.size(); i++) {
          var result = known.get(new Key(prompt, texts.get(i)));
          results.add(result);
          if (result == null) {
            missing.computeIfAbsent(texts.get(i), any -> new ArrayList<>()).add(i);
          }
        }
        asked += texts.size();
        found += texts.size() - missing.size();
      }
    }

    /** Texts that need no work: known ones, and those that are in the call twice. */
    int done() {
      return results.size() - missing.size();
    }

    void take(Vectors computed) {
      var truncated = new HashSet<>(computed.truncated());
      int index = 0;
      for (var text : missing.entrySet()) {
        var result = new Known(computed.rows().get(index), truncated.contains(index));
        text.getValue().forEach(place -> results.set(place, result));
        remember(new Key(prompt, text.getKey()), result);
        index++;
      }
    }

    Vectors vectors() {
      var rows = new ArrayList<float[]>();
      var truncated = new ArrayList<Integer>();
      for (int i = 0; i < results.size(); i++) {
        var result = results.get(i);
        if (result == null) {
          throw new IllegalStateException("text %d has no vector".formatted(i));
        }
        rows.add(result.vector.clone());
        if (result.truncated) {
          truncated.add(i);
        }
      }
      return new Vectors(rows, truncated);
    }
  }

  private void remember(Key key, Known result) {
    synchronized (known) {
      known.put(key, result);
      var eldest = known.entrySet().iterator();
      while (known.size() > capacity) {
        eldest.next();
        eldest.remove();
      }
    }
  }

  @Override
  public void close() {
    embedder.close();
  }
}
