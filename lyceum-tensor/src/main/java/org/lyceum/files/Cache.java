// SPDX-License-Identifier: Apache-2.0
package org.lyceum.files;

import java.nio.file.Path;

/** Where files that can be made again are kept between runs. */
public final class Cache {
  private Cache() {}

  /**
   * {@return the folder named by the environment variable {@code LYCEUM_CACHE}, else {@code lyceum}
   * in {@code XDG_CACHE_HOME}, else {@code ~/.cache/lyceum}; not created}
   */
  public static Path folder() {
    String own = System.getenv("LYCEUM_CACHE");
    if (own != null && !own.isBlank()) {
      return Path.of(own).toAbsolutePath();
    }
    String shared = System.getenv("XDG_CACHE_HOME");
    return shared != null && !shared.isBlank()
        ? Path.of(shared, "lyceum").toAbsolutePath()
        : Path.of(System.getProperty("user.home"), ".cache", "lyceum").toAbsolutePath();
  }
}
