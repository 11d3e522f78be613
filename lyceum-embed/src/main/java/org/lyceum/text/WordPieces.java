// SPDX-License-Identifier: Apache-2.0
package org.lyceum.text;

import java.util.Map;
import java.util.Set;

/**
 * WordPiece takes the longest piece that fits, again and again. The longest of all is the longest
 * of those that are kept as well, if it is kept; so no piece needs another.
 *
 * @param ids piece to id
 * @param prefix of pieces that do not begin a word
 */
record WordPieces(Map<String, Integer> ids, String prefix) implements Pieces {
  @Override
  public void complete(Set<Integer> kept) {
    ids.forEach(
        (piece, id) -> {
          boolean inside = piece.startsWith(prefix) && piece.length() > prefix.length();
          if (Pieces.isSingle(inside ? piece.substring(prefix.length()) : piece)) {
            kept.add(id);
          }
        });
  }
}
