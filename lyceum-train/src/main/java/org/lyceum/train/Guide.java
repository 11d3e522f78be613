// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.lyceum.folder.EmbeddingModel;
import org.lyceum.folder.ModelFolder;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;
import org.lyceum.text.TokenIds;
import org.lyceum.torch.Precision;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/**
 * A teacher that encodes each batch beside the model in training, so that the model sees the
 * teacher's states of all tokens, which are too many to keep. It does not learn.
 *
 * @param model the teacher, as it gives vectors to users
 * @param parameters its weights
 * @param fingerprint names it
 */
public record Guide(EmbeddingModel model, TorchParameters parameters, String fingerprint)
    implements AutoCloseable {
  /**
   * {@return a guide that is a saved model}
   *
   * @param folder the model; need not stay open; the tokens of its prompts count in pooling
   */
  public static Guide of(ModelFolder folder) {
    folder.spec().requirePromptsCount(folder.path());
    var parameters = TorchParameters.load(folder.weights(), DType.F32, false);
    try {
      return new Guide(folder.spec().givenModel(parameters), parameters, folder.fingerprint());
    } catch (RuntimeException | Error e) {
      parameters.close();
      throw e;
    }
  }

  /**
   * What it makes of texts.
   *
   * @param states of their tokens, one text after the other, {@code (N, E)}
   * @param vectors {@code (B, F)}
   */
  record Taught(Tensor states, Tensor vectors) {}

  /** Encodes texts, some at a time, without a graph behind them; on any thread. */
  Taught teach(List<TokenIds> texts) {
    var states = new ArrayList<Tensor>();
    var vectors = new ArrayList<Tensor>();
    for (int[] pack : Layout.INFERENCE.packs(PackedTexts.lengths(texts))) {
      try (var guard = Torch.noGrad();
          var scope = Scope.open("guide")) {
        var some = Arrays.stream(pack).mapToObj(texts::get).toList();
        var packed = PackedTexts.of(some, Precision.current().rows());
        var row = model.tokenEmbeddings(packed); // (1, N, E)
        states.add(scope.keep(PackedTexts.states(row, some)));
        vectors.add(scope.keep(model.sentenceEmbedding(row, packed).narrow(0, 0, some.size())));
      }
    }
    return new Taught(Tensor.concatenate(states, 0), Tensor.concatenate(vectors, 0));
  }

  /** Frees its weights. */
  @Override
  public void close() {
    parameters.close();
  }
}
