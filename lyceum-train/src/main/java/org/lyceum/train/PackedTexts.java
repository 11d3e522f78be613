// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.encoder.Packing;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Torch;

/** Puts texts one behind the other. */
final class PackedTexts {
  private PackedTexts() {}

  static int[] lengths(List<TokenIds> texts) {
    return texts.stream().mapToInt(TokenIds::length).toArray();
  }

  /**
   * The texts, and after them as many texts of one token as make the number of tokens a multiple.
   */
  static Tokens of(List<TokenIds> texts, int multiple) {
    int tokens = texts.stream().mapToInt(TokenIds::length).sum();
    int filler = Math.floorMod(-tokens, multiple);
    int total = tokens + filler;
    int[] lengths = Arrays.copyOf(lengths(texts), texts.size() + filler);
    Arrays.fill(lengths, texts.size(), lengths.length, 1);
    long[] ids = new long[total];
    long[] types = new long[total];
    long[] positions = new long[total];
    boolean typed = false;
    int at = 0;
    for (var text : texts) {
      for (int i = 0; i < text.length(); i++, at++) {
        ids[at] = text.ids()[i];
        types[at] = text.types()[i];
        positions[at] = i;
        typed |= types[at] != 0;
      }
    }
    return new Tokens(
        Torch.tensor(ids, 1, total),
        null,
        typed ? Torch.tensor(types, 1, total) : null,
        new Packing(Packing.runs(lengths), Torch.tensor(positions, 1, total)));
  }

  /** The states of the texts' own tokens, (N, D), of what a model gives for the packed row. */
  static Tensor states(Tensor row, List<TokenIds> texts) {
    return row.squeeze(0).narrow(0, 0, IntStream.of(lengths(texts)).sum());
  }
}
