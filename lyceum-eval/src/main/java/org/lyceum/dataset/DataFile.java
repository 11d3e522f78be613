// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lyceum.files.Sha256;
import org.lyceum.tensor.DataException;

/**
 * One file of a data set. One that changes at its source, or whose bytes we never had, has neither
 * length nor sum, and any file of its name is it.
 *
 * @param path below the folder of data sets, with slashes: {@code banking77/test.csv}
 * @param bytes how long it is, 1 or more; 0 where that is not known
 * @param sha256 the sum of its bytes, 64 digits; empty where that is not known
 * @param address where it can be fetched as it is; none where it was unpacked or made of others
 */
public record DataFile(String path, long bytes, String sha256, Optional<URI> address) {
  private static final Pattern PATH = Pattern.compile("(?!\\.)[^/\\\\]+(/(?!\\.)[^/\\\\]+)+");
  private static final Pattern SUM = Pattern.compile("[0-9a-f]{64}");

  /** Checks all but the file itself. */
  public DataFile {
    if (!PATH.matcher(path).matches()) {
      throw new IllegalArgumentException(
          "a file of a data set must be a path below a folder, got '%s'".formatted(path));
    }
    boolean unknown = bytes == 0 && sha256.isEmpty() && address.isEmpty();
    if (!unknown && (bytes < 1 || !SUM.matcher(sha256).matches())) {
      throw new IllegalArgumentException(
          "'%s' must have a length of 1 or more and a SHA-256 of 64 digits (or neither, and no address), got %d and '%s'"
              .formatted(path, bytes, sha256));
    }
    if (address.isPresent() && !address.get().toString().matches("https?://.+")) {
      throw new IllegalArgumentException(
          "'%s' must be fetched by http or https, got '%s'".formatted(path, address.get()));
    }
  }

  /** {@return whether its length and its sum are known} */
  public boolean isKnown() {
    return bytes > 0;
  }

  /**
   * {@return whether a folder of data sets holds it, by its length}
   *
   * @param root the folder
   */
  public boolean isIn(Path root) {
    return hasLength(root.resolve(path));
  }

  private boolean hasLength(Path file) {
    long length = file.toFile().length();
    return isKnown() ? length == bytes : length > 0;
  }

  /**
   * {@return whether a file is this one, to the last byte where that is known}
   *
   * @param file to look at
   * @throws DataException if it cannot be read
   */
  public boolean is(Path file) {
    return hasLength(file) && (!isKnown() || sum(file).equals(sha256));
  }

  private static String sum(Path file) {
    try {
      return Sha256.of(file);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read: " + e.getMessage(), e);
    }
  }
}
