// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import org.lyceum.folder.GraphExport;

/** A padded batch outside the Java heap, where ONNX Runtime reads and writes it. For one thread. */
final class TokenMatrix {
  private int positions;
  private LongBuffer ids = longs(0);
  private LongBuffer mask = longs(0);
  private LongBuffer types = longs(0);
  private LongBuffer counted = longs(0);
  private FloatBuffer vectors = floats(0);

  private static LongBuffer longs(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Long.BYTES))
        .order(ByteOrder.nativeOrder())
        .asLongBuffer();
  }

  private static FloatBuffer floats(int count) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /**
   * Fills the buffers.
   *
   * @param texts the batch's texts, none longer than {@code length}
   * @param length positions a text
   * @param padId what stands in padding
   */
  void fill(List<PooledTokens> texts, int length, int padId) {
    require(Math.multiplyExact(texts.size(), length));
    for (int row = 0; row < texts.size(); row++) {
      fill(row, length, padId, texts.get(row));
    }
  }

  private void fill(int row, int length, int padId, PooledTokens text) {
    int[] textIds = text.tokens().ids();
    int[] textTypes = text.tokens().types();
    for (int i = 0, at = row * length; i < length; i++, at++) {
      boolean real = i < textIds.length;
      ids.put(at, real ? textIds[i] : padId);
      types.put(at, real ? textTypes[i] : 0);
      mask.put(at, real ? 1 : 0);
      counted.put(at, real && i >= text.from() && i < text.to() ? 1 : 0);
    }
  }

  private void require(int needed) {
    positions = needed;
    if (ids.capacity() < needed) {
      ids = longs(needed);
      mask = longs(needed);
      types = longs(needed);
      counted = longs(needed);
    }
  }

  /** The values of one of the graph's inputs. */
  LongBuffer input(String name) {
    return switch (name) {
      case GraphExport.IDS -> ids.slice(0, positions);
      case GraphExport.MASK -> mask.slice(0, positions);
      case GraphExport.TYPES -> types.slice(0, positions);
      case GraphExport.COUNTED -> counted.slice(0, positions);
      default -> throw new IllegalArgumentException("a graph of an encoder has no input " + name);
    };
  }

  /** Where so many numbers of the result go. */
  FloatBuffer vectors(int count) {
    if (vectors.capacity() < count) {
      vectors = floats(count);
    }
    return vectors.slice(0, count);
  }
}
