// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** SHA-256 of files. */
final class Fingerprint {
  /** What vectors do not depend on. */
  private static final Set<String> LEFT_OUT =
      Set.of(
          "README.md", Golden.FILE, Provenance.FILE, ".gitattributes", ".keep", "model_int8.onnx");

  private Fingerprint() {}

  /** The hash of a model folder: names and contents of its files in the order of the names. */
  static String of(Path folder) {
    var digest = sha256();
    for (Path file : files(folder)) {
      digest.update((folder.relativize(file) + "\0" + ofFile(file) + "\n").getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !LEFT_OUT.contains(file.getFileName().toString()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The hash of one file's content. */
  static String ofFile(Path file) {
    var digest = sha256();
    try (var in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n; (n = in.read(buffer)) > 0; ) {
        digest.update(buffer, 0, n);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** The hash of a text. */
  static String ofText(String text) {
    return HexFormat.of().formatHex(sha256().digest(text.getBytes(UTF_8)));
  }

  /** The hash of bytes. */
  static String ofBytes(byte[] content) {
    return HexFormat.of().formatHex(sha256().digest(content));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
