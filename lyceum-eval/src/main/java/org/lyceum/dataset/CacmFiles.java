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
  private static final Pattern ISSUE = Pattern.compile("(?m)^CACM [A-Z]");

  private CacmFiles() {}

  /** How much of a page is read. */
  enum Extent {
    /** All but tags and the numbers of citations. */
    PAGE,
    /** What stands before the issue: title and abstract. */
    ABSTRACT
  }

  /** The pages. */
  static List<Text> documents(Path archive, Extent extent) {
    try (var in = new TarArchiveInputStream(new GZIPInputStream(Files.newInputStream(archive)))) {
      var documents = new ArrayList<Text>();
      for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(ENDING)) {
          var page = page(archive, entry.getName(), new String(in.readAllBytes(), UTF_8));
          documents.add(new Text(page.id(), TaggedTexts.flat(cut(page.text(), extent))));
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
    return new Text(name, page.group(1));
  }

  private static String cut(String page, Extent extent) {
    return switch (extent) {
      case PAGE -> CITATIONS.matcher(page).replaceAll("");
      case ABSTRACT -> ISSUE.split(page, 2)[0];
    };
  }
}
