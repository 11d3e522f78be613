// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, in hexadecimal where it is text. */
public final class Sha256 {
  private Sha256() {}

  /** {@return a new digest, which every Java platform has} */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * {@return the hash of what a digest was given, which starts anew}
   *
   * @param digest the digest
   */
  public static String of(MessageDigest digest) {
    return HexFormat.of().formatHex(digest.digest());
  }

  /**
   * {@return the hash of bytes}
   *
   * @param content the bytes
   */
  public static String of(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  /**
   * {@return the hash of a text in UTF-8}
   *
   * @param text the text
   */
  public static String of(String text) {
    return of(text.getBytes(UTF_8));
  }

  /**
   * {@return the hash of texts in UTF-8, each with a line feed after it}
   *
   * @param texts in their order
   */
  public static String ofLines(Iterable<String> texts) {
    var digest = digest();
    for (var text : texts) {
      digest.update((text + '\n').getBytes(UTF_8));
    }
    return of(digest);
  }

  /**
   * {@return the hash of texts in UTF-8, each with its length before it, so that no two lists have
   * the same, whatever is in their texts}
   *
   * @param texts in their order
   */
  public static String ofTexts(Iterable<String> texts) {
    var digest = digest();
    for (var text : texts) {
      byte[] bytes = text.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
      digest.update(bytes);
    }
    return of(digest);
  }

  /**
   * {@return the hash of a file's content}
   *
   * @param file the file
   * @throws IOException if it cannot be read
   */
  public static String of(Path file) throws IOException {
    var digest = digest();
    try (var out = new DigestOutputStream(OutputStream.nullOutputStream(), digest)) {
      Files.copy(file, out);
    }
    return of(digest);
  }
}
