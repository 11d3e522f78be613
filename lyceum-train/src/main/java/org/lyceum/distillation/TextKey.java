// SPDX-License-Identifier: Apache-2.0
package org.lyceum.distillation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.lyceum.files.Sha256;

/**
 * A text by the first 16 bytes of its SHA-256.
 *
 * @param high bytes 0 to 7, big-endian
 * @param low bytes 8 to 15, big-endian
 */
record TextKey(long high, long low) {
  static final int BYTES = 16;

  private static final ThreadLocal<MessageDigest> SHA256 = ThreadLocal.withInitial(Sha256::digest);

  static TextKey of(String text) {
    var hash = ByteBuffer.wrap(SHA256.get().digest(text.getBytes(UTF_8)));
    return new TextKey(hash.getLong(), hash.getLong());
  }

  void put(ByteBuffer buffer) {
    buffer.putLong(high).putLong(low);
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
