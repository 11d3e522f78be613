// SPDX-License-Identifier: Apache-2.0
package org.lyceum.train;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.lyceum.files.Sha256;
import org.lyceum.sampling.Sampler;
import org.lyceum.text.TokenIds;
import org.lyceum.weights.Weights;

/**
 * What makes a run the run it is: two with the same hash make the same weights, where they come to
 * take as many steps.
 *
 * @param parts settings, layout, objective, pooling and guide, as texts
 * @param examples what it learns from: each token and label counts
 * @param first the weights that it starts from
 * @param sampler which rows form each batch
 * @param batches how many batches it takes, as is known when it begins
 */
record RunIdentity(
    List<String> parts, Examples examples, Weights first, Sampler sampler, long batches) {
  /** Another whenever checkpoints hold something else. */
  private static final String LAYOUT = "checkpoint 2"; // 2: with the run's course

  /** The hash of all of it. */
  String hash() {
    var digest = Sha256.digest();
    text(digest, LAYOUT);
    parts.forEach(part -> text(digest, part));
    text(digest, examples.fingerprint());
    for (int row = 0; row < examples.size(); row++) {
      row(digest, row);
    }
    for (var name : first.names()) {
      text(digest, name + " " + first.shape(name));
      floats(digest, first.floats(name));
    }
    // a sampler is a function and has no name: it is known by what it gives
    for (long batch = 0; batch < batches; batch = 2 * batch + 1) {
      text(digest, Arrays.toString(sampler.batch(batch)));
    }
    return Sha256.of(digest);
  }

  private void row(MessageDigest digest, int row) {
    var texts = new TokenIds[examples.columns()];
    int tokens = 0;
    for (int column = 0; column < texts.length; column++) {
      texts[column] = examples.tokens(row, column);
      tokens += texts[column].length();
    }
    var bytes =
        ByteBuffer.allocate(
            Long.BYTES * (1 + texts.length) + Integer.BYTES * (texts.length + 2 * tokens));
    bytes.putLong(examples.label(row));
    for (int column = 0; column < texts.length; column++) {
      bytes.putLong(examples.identity(row, column)).putInt(texts[column].length());
      IntStream.of(texts[column].ids()).forEach(bytes::putInt);
      IntStream.of(texts[column].types()).forEach(bytes::putInt);
    }
    digest.update(bytes.flip());
  }

  private static void text(MessageDigest digest, String text) {
    digest.update((text + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private static void floats(MessageDigest digest, float[] values) {
    var bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    digest.update(bytes);
  }
}
