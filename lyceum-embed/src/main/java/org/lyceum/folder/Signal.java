// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What one stage of a {@link Route} hands to the next.
 *
 * @param content what it is
 * @param width its last dimension; 0 for token ids
 */
public record Signal(Content content, int width) {
  /** Token ids, before the first stage. */
  public static final Signal TEXT = new Signal(Content.TEXT, 0);

  /** What numbers stand for. */
  public enum Content {
    /** Token ids, {@code (B, T)}. */
    TEXT("token ids"),
    /** A vector each token, {@code (B, T, D)}. */
    TOKENS("token vectors"),
    /** Scores of each entry of the vocabulary for each token, {@code (B, T, V)}. */
    LOGITS("logits of the vocabulary"),
    /** A vector each text, {@code (B, D)}. */
    VECTOR("a vector"),
    /** A weight of each entry of the vocabulary for each text, {@code (B, V)}. */
    ENTRIES("weights of the vocabulary"),
    /** Scores of a text or pair, {@code (B, C)}. */
    SCORES("scores");

    private final String label;

    Content(String label) {
      this.label = label;
    }

    /** {@return its name in messages} */
    public String label() {
      return label;
    }
  }

  /**
   * Refuses a stage at a place where it does not get what it takes.
   *
   * @param stage its name
   * @param wanted what it takes, one of these
   * @throws IllegalArgumentException if this is none of them
   */
  void require(String stage, Content... wanted) {
    if (!Arrays.asList(wanted).contains(content)) {
      throw new IllegalArgumentException(
          "a %s must get %s, but what stands before it gives %s; put the modules in their order"
              .formatted(
                  stage,
                  Arrays.stream(wanted).map(Content::label).collect(Collectors.joining(" or ")),
                  content.label()));
    }
  }

  /** {@return the same with another content and width} */
  Signal to(Content next, int nextWidth) {
    return new Signal(next, nextWidth);
  }

  @Override
  public String toString() {
    return width == 0 ? content.label() : "%s of width %d".formatted(content.label(), width);
  }
}
