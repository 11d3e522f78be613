// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The packages of Debian with their descriptions in a language, from two lists of a release: {@code
 * Packages} and {@code Translation-fr}, or another language. {@code apt-get -o
 * Acquire::Languages=fr,en update} leaves both in {@code /var/lib/apt/lists}.
 */
public final class DebianPackages {
  private DebianPackages() {}

  /**
   * A package.
   *
   * @param name of the package
   * @param section of the archive
   * @param source that it is built from
   * @param summary its short description, a line
   * @param description its long description, paragraphs joined by blanks
   */
  public record DebianPackage(
      String name, String section, String source, String summary, String description) {}

  /**
   * {@return all packages that both lists name, in the order of the translation}
   *
   * @param packages the list {@code Packages}
   * @param translation the list {@code Translation-fr}, or another
   * @param language of the translation, such as {@code fr}
   */
  public static List<DebianPackage> read(Path packages, Path translation, String language) {
    var known = new HashMap<String, Map<String, String>>();
    stanzas(packages, stanza -> known.put(stanza.getOrDefault("Package", ""), stanza));
    var found = new ArrayList<DebianPackage>();
    stanzas(
        translation,
        stanza -> {
          var name = stanza.getOrDefault("Package", "");
          var entry = known.get(name);
          var text = stanza.get("Description-" + language);
          if (entry != null && text != null) {
            var source = entry.getOrDefault("Source", name).split(" ", -1)[0];
            int end = text.indexOf('\n');
            found.add(
                new DebianPackage(
                    name,
                    entry.getOrDefault("Section", ""),
                    source,
                    end < 0 ? text : text.substring(0, end),
                    end < 0 ? "" : text.substring(end + 1).replace('\n', ' ')));
          }
        });
    return found;
  }

  /** Told each paragraph of a control file, its fields by name. */
  @FunctionalInterface
  private interface StanzaReader {
    void stanza(Map<String, String> fields);
  }

  private static void stanzas(Path file, StanzaReader reader) {
    var fields = new HashMap<String, String>();
    String[] last = {""};
    DataFiles.allLines(
        file,
        UTF_8,
        (number, line) -> {
          if (line.isEmpty()) {
            if (!fields.isEmpty()) {
              reader.stanza(Map.copyOf(fields));
              fields.clear();
            }
          } else if (line.startsWith(" ")) {
            var more = line.strip();
            fields.merge(last[0], more.equals(".") ? "" : more, (a, b) -> a + "\n" + b);
          } else {
            int colon = line.indexOf(':');
            last[0] = line.substring(0, Math.max(colon, 0));
            fields.put(last[0], line.substring(colon + 1).strip());
          }
        });
    if (!fields.isEmpty()) {
      reader.stanza(Map.copyOf(fields));
    }
  }
}
