// SPDX-License-Identifier: Apache-2.0
package org.lyceum.job;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;

/** What this program is made of, as the build wrote it down. */
public final class Versions {
  private static final String FILE = "versions.properties";

  private Versions() {}

  /** {@return the version of this program} */
  public static String lyceum() {
    return Objects.requireNonNull(all().get("lyceum"));
  }

  /** {@return what figures may depend on, by name: this program, Java, libtorch, ONNX Runtime} */
  public static Map<String, String> all() {
    var properties = new Properties();
    try (var in = Versions.class.getResourceAsStream(FILE)) {
      properties.load(new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("%s cannot be read".formatted(FILE), e);
    }
    var versions = new TreeMap<String, String>();
    properties.stringPropertyNames().forEach(n -> versions.put(n, properties.getProperty(n)));
    versions.put("java", Runtime.version().toString());
    return versions;
  }
}
