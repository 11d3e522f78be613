// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.lyceum.encoder.Tokens;
import org.lyceum.folder.EmbeddingModel;
import org.lyceum.folder.ModelFolder;
import org.lyceum.tensor.DType;
import org.lyceum.torch.Scope;
import org.lyceum.torch.Torch;
import org.lyceum.torch.TorchParameters;

/** What a teacher makes of each token of its vocabulary, alone between the special tokens. */
final class TokenVectors {
  private static final int BATCH = 512;

  private TokenVectors() {}

  /**
   * {@return a vector a token id, {@code (V, D)}, the same with any number of threads}
   *
   * @param teacher the teacher
   * @param threads that encode
   */
  static float[][] of(ModelFolder teacher, int threads) {
    int[] around = teacher.tokenize(List.of("")).getFirst().ids();
    float[][] vectors = new float[teacher.tokenizer().vocabulary()][];
    try (var parameters = TorchParameters.load(teacher.weights(), DType.F32, false);
        var pool = Executors.newFixedThreadPool(threads)) {
      var model = teacher.spec().givenModel(parameters);
      var running =
          IntStream.iterate(0, start -> start < vectors.length, start -> start + BATCH)
              .mapToObj(
                  start ->
                      CompletableFuture.runAsync(() -> fill(vectors, start, model, around), pool))
              .toArray(CompletableFuture<?>[]::new);
      CompletableFuture.allOf(running).join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw e;
      }
    }
    return vectors;
  }

  private static void fill(float[][] vectors, int start, EmbeddingModel model, int[] around) {
    Torch.threads(1); // libtorch holds the number for each thread
    int count = Math.min(BATCH, vectors.length - start);
    try (var guard = Torch.noGrad();
        var scope = Scope.open("token vectors")) {
      var ids = Torch.tensor(between(around, start, count), count, around.length + 1);
      float[] flat = model.sentenceEmbedding(new Tokens(ids, null, null)).floats();
      split(flat, vectors, start, count);
    }
  }

  /** Each id after the first half of the special tokens and before the rest. */
  private static long[] between(int[] around, int start, int count) {
    int width = around.length + 1;
    int before = (around.length + 1) / 2;
    long[] ids = new long[count * width];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < width; j++) {
        ids[i * width + j] = j < before ? around[j] : j == before ? start + i : around[j - 1];
      }
    }
    return ids;
  }

  private static void split(float[] flat, float[][] vectors, int start, int count) {
    int width = flat.length / count;
    for (int i = 0; i < count; i++) {
      vectors[start + i] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
    }
  }
}
