// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/** The CACM collection as Anserini has it: an archive of pages. */
final class CacmFiles {
  private static final String ENDING = ".html";
  private static final Pattern PAGE = Pattern.compile("<pre>(.*?)</pre>", Pattern.DOTALL);
  private static final Pattern CITATIONS = Pattern.compile("(?m)^\\d+\\t\\d+\\t\\d+\\s*$");

  private CacmFiles() {}

  /** Each page without its tags and the numbers of its citations. */
  static List<Text> documents(Path archive) {
    try (var in = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      var documents = new ArrayList<Text>();
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(ENDING)) {
          documents.add(page(archive, entry.getName(), new String(in.readAllBytes(), UTF_8)));
        }
      }
      return documents;
    } catch (IOException e) {
      throw new DataException(archive, "cannot be read: " + e.getMessage(), e);
    }
  }

  private static Text page(Path archive, String path, String content) {
    var page = PAGE.matcher(content);
    if (!page.find()) {
      throw new DataException(archive, "'%s' must have a text in <pre>".formatted(path));
    }
    var name = path.substring(path.lastIndexOf('/') + 1, path.length() - ENDING.length());
    return new Text(name, TaggedTexts.flat(CITATIONS.matcher(page.group(1)).replaceAll("")));
  }
}
