// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.file.Path;
import org.lyceum.files.Cache;

/**
 * What makes an embedder fastest on a machine; it changes no vector.
 *
 * @param tokens the most of a batch, padding included
 * @param workers threads that compute batches at the same time
 */
public record Pace(int tokens, int workers) {
  /** Checks the ranges. */
  public Pace {
    if (tokens < 1 || workers < 1) {
      throw new IllegalArgumentException(
          "tokens and workers must be 1 or more, got %d and %d".formatted(tokens, workers));
    }
  }

  /** {@return where what was measured is kept; deleting it measures again} */
  public static Path folder() {
    return Cache.folder().resolve("pace");
  }
}
