// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.List;
import org.lyceum.embed.EmbeddingModel;
import org.lyceum.encoder.Tokens;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/**
 * A model with the parameters it is trained by. Encodes a batch in groups of similar length, so
 * that hardly anything is padding, and puts the embeddings back in order.
 *
 * @param model the model, built on {@code parameters}
 * @param parameters its weights, with those that the objective learns
 * @param groups how a batch is divided
 */
public record Trainee(EmbeddingModel model, TorchParameters parameters, LengthGroups groups) {
  /**
   * {@return the embeddings of texts, {@code (B, D)}, in the order of the texts}
   *
   * @param texts {@code B} texts, at least one
   */
  public Tensor embed(List<TokenIds> texts) {
    int[] lengths = texts.stream().mapToInt(TokenIds::length).toArray();
    var parts = new ArrayList<Tensor>();
    long[] back = new long[texts.size()];
    int row = 0;
    for (int[] group : groups.divide(lengths)) {
      parts.add(model.sentenceEmbedding(tokens(texts, group)));
      for (int index : group) {
        back[index] = row++;
      }
    }
    return Tensor.concatenate(parts, 0).rows(Torch.tensor(back, back.length));
  }

  /** Pads one group at the right. The mask is left out where nothing is padded. */
  private static Tokens tokens(List<TokenIds> texts, int[] group) {
    int width = texts.get(group[group.length - 1]).length();
    long[] ids = new long[group.length * width];
    long[] mask = new long[ids.length];
    long[] types = new long[ids.length];
    boolean padded = false;
    boolean typed = false;
    for (int i = 0; i < group.length; i++) {
      var text = texts.get(group[i]);
      padded |= text.length() < width;
      for (int j = 0; j < text.length(); j++) {
        ids[i * width + j] = text.ids()[j];
        mask[i * width + j] = 1;
        types[i * width + j] = text.types()[j];
        typed |= text.types()[j] != 0;
      }
    }
    return new Tokens(
        Torch.tensor(ids, group.length, width),
        padded ? Torch.tensor(mask, group.length, width) : null,
        typed ? Torch.tensor(types, group.length, width) : null);
  }
}
