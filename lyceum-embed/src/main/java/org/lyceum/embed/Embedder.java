// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.util.List;
import java.util.concurrent.CancellationException;
import org.lyceum.folder.Prompt;

/**
 * Text in, vector out. Thread safe.
 *
 * <p>For retrieval use {@link #embedQuery} and {@link #embedDocument}: many models want a prompt in
 * front of one or both, and score worse without.
 */
public interface Embedder extends AutoCloseable {
  /** {@return the name or folder it was opened by} */
  String name();

  /**
   * {@return a hash of all that its vectors depend on: weights, tokenizer, pooling, limit and
   * width}
   */
  String fingerprint();

  /** {@return the width of a vector} */
  int width();

  /**
   * Embeds texts.
   *
   * @param texts any number, in any order
   * @param prompt what goes in front of each
   * @param progress told the number of texts done
   * @return the vectors, in the order of the texts, with what was truncated
   * @throws CancellationException if the calling thread is interrupted
   */
  Vectors embed(List<String> texts, Prompt prompt, Progress progress);

  /**
   * {@return the vectors of texts with the model's default prompt}
   *
   * @param texts any number, in any order
   */
  default Vectors embed(List<String> texts) {
    return embed(texts, new Prompt.Default(), Progress.NONE);
  }

  /**
   * {@return the vectors of search queries}
   *
   * @param texts any number, in any order
   */
  default Vectors embedQuery(List<String> texts) {
    return embed(texts, new Prompt.Query(), Progress.NONE);
  }

  /**
   * {@return the vectors of documents to be found}
   *
   * @param texts any number, in any order
   */
  default Vectors embedDocument(List<String> texts) {
    return embed(texts, new Prompt.Document(), Progress.NONE);
  }

  @Override
  void close();
}
