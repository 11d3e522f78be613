// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.jspecify.annotations.Nullable;

/**
 * How texts become the tokens of a {@link Route}.
 *
 * @param maxTokens the longest text in tokens, special tokens included
 * @param lowerCase whether texts are lower-cased before the tokenizer sees them
 * @param queryTokens the longest query, or null for no limit of its own
 * @param documentTokens the longest document, or null for no limit of its own
 * @param expansion what is put behind queries, or null for nothing
 */
public record InputSpec(
    int maxTokens,
    boolean lowerCase,
    @Nullable Integer queryTokens,
    @Nullable Integer documentTokens,
    @Nullable QueryExpansion expansion) {
  /** Texts of any length as they are. */
  public static final InputSpec ANY = new InputSpec(Integer.MAX_VALUE, false, null, null, null);

  /** Checks that an expansion fits a limit of queries. */
  public InputSpec {
    if (expansion != null && queryTokens != null && queryTokens < expansion.length()) {
      throw new IllegalArgumentException(
          "query_length must be at least the length of query_expansion, %d, got %d"
              .formatted(expansion.length(), queryTokens));
    }
  }

  /**
   * {@return the longest text of a role, in tokens}
   *
   * @param role what the text is
   */
  public int limit(TextRole role) {
    return switch (role) {
      case ANY -> maxTokens;
      case DOCUMENT -> documentTokens == null ? maxTokens : documentTokens;
      case QUERY ->
          expansion != null && expansion.fixed()
              ? expansion.length()
              : queryTokens == null ? maxTokens : queryTokens;
    };
  }

  /** The added tokens of texts of a role, or null. */
  @Nullable QueryExpansion expansion(TextRole role) {
    return role == TextRole.QUERY ? expansion : null;
  }
}
