// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lyceum.tensor.DataException;

/**
 * One file of a data set.
 *
 * @param path below the folder of data sets, with slashes: {@code banking77/test.csv}
 * @param bytes how long it is, 1 or more
 * @param sha256 the sum of its bytes, 64 digits
 * @param address where it can be fetched as it is; none where it was unpacked or made of others
 */
public record DataFile(String path, long bytes, String sha256, Optional<URI> address) {
  private static final Pattern PATH = Pattern.compile("(?!\\.)[^/\\\\]+(/(?!\\.)[^/\\\\]+)+");
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");
  private static final int BUFFER = 1 << 16;

  /** Checks all but the file itself. */
  public DataFile {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "a file of a data set must be a path below a folder, got '%s'".formatted(path));
    }
    if (bytes < 1 || !SUM.matcher(sha256).matches()) {
      throw new IllegalArgumentException(
          "'%s' must have a length of 1 or more and a SHA-256 of 64 digits, got %d and '%s'"
              .formatted(path, bytes, sha256));
    }
    if (address.isPresent() && !address.get().toString().matches("https?://.+")) {
      throw new IllegalArgumentException(
          "'%s' must be fetched by http or https, got '%s'".formatted(path, address.get()));
    }
  }

  /**
   * {@return whether a folder of data sets holds it, by its length}
   *
   * @param root the folder
   */
  public boolean isIn(Path root) {
    return root.resolve(path).toFile().length() == bytes;
  }

  /**
   * {@return whether a file is this one, to the last byte}
   *
   * @param file to look at
   * @throws DataException if it cannot be read
   */
  public boolean is(Path file) {
    return file.toFile().length() == bytes && sum(file).equals(sha256);
  }

  /**
   * {@return the SHA-256 of a file, 64 digits}
   *
   * @param file to read
   * @throws DataException if it cannot be read
   */
  public static String sum(Path file) {
    try (var in = new DigestInputStream(Files.newInputStream(file), digest())) {
      byte[] buffer = new byte[BUFFER];
      while (in.read(buffer) >= 0) {
        // the digest sees it
      }
      return HexFormat.of().formatHex(in.getMessageDigest().digest());
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
