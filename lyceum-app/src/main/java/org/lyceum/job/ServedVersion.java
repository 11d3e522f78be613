// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.lyceum.files.AtomicFile;
import org.lyceum.files.Sha256;
import org.lyceum.remote.Address;

/**
 * What a service said, the last time, that it serves: vectors of another version are not used any
 * more, and the user is told so.
 *
 * @param file that holds it
 * @param address of the service
 */
record ServedVersion(Path file, Address address) {
  /** That of a service, beside the vectors that are kept. */
  static ServedVersion of(Path cache, Address address) {
    var name = Sha256.of(address.text()) + ".version";
    return new ServedVersion(cache.resolve("served").resolve(name), address);
  }

  /** Compares it with what the service says now, which is kept. */
  void see(String now, Consumer<String> notes) {
    try {
      var before = Files.exists(file) ? Files.readString(file) : now;
      if (!before.equals(now)) {
        notes.accept(
            "%s serves %s now, and served %s before: vectors of that are not used"
                .formatted(address.uri(), now, before));
      }
      Files.createDirectories(file.getParent());
      AtomicFile.write(file, out -> out.write(now.getBytes(UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be kept".formatted(file), e);
    }
  }
}
