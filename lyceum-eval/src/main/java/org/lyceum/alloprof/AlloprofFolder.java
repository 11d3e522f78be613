// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.lyceum.tensor.DataException;

/** Reads the files of the data set as its authors do. */
final class AlloprofFolder {
  private static final String SITE = "https://www.alloprof.qc.ca";
  private static final String RELATED = "related_subjects.json";
  private static final int LAST_GRADE = 12;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final AlloprofOptions options;
  private final Map<Integer, String> grades;
  private final JsonNode related;
  private int dropped;
  private int unanswered;

  AlloprofFolder(Path folder, AlloprofOptions options) {
    this.folder = folder;
    this.options = options;
    this.grades = names("questions/grades.json", "GradeID");
    this.related = options.related() ? read(RELATED) : MissingNode.getInstance();
  }

  Alloprof read() {
    var pages = new ArrayList<Document>();
    for (var language : List.of("fr", "en")) {
      pages.addAll(pages("pages/page-content-%s.json".formatted(language)));
    }
    var questions = questions(pages);
    var all = new ArrayList<Document>(questions);
    all.addAll(pages);
    return new Alloprof(all, dropped, unanswered);
  }

  // --- questions ---

  private List<Document> questions(List<Document> pages) {
    var subjects = names("questions/categories.json", "CategoryID");
    var answers = answers();
    var byPath = new HashMap<String, String>();
    pages.forEach(page -> byPath.put(page.url().replace(SITE, ""), page.id()));
    var questions = new ArrayList<Document>();
    var file = "questions/discussions.json";
    for (var row : array(file, read(file))) {
      var subject = subjects.get(number(file, row, "CategoryID"));
      var grade = grades.get(number(file, row, "GradeID"));
      if (subject == null || grade == null) {
        continue; // as the authors' join
      }
      var id = text(file, row, "DiscussionID");
      var body = RichText.of(text(file, row, "Body"));
      var answer = answers.get(id);
      unanswered += answer == null ? 1 : 0;
      questions.add(
          new Document(
              id,
              SITE + "/zonedentraide/discussion/" + id,
              body.text(),
              "",
              text(file, row, "Language"),
              body.images(),
              relevant(Links.of(answer == null ? "" : answer), byPath),
              true,
              List.of(Subject.of(subject)),
              Set.of(grade)));
    }
    return questions;
  }

  private Map<String, String> answers() {
    var file = "questions/comments.json";
    var answers = new HashMap<String, String>();
    for (var row : array(file, read(file))) {
      if (row.hasNonNull("DateAccepted")) {
        answers.putIfAbsent(text(file, row, "DiscussionID"), text(file, row, "Body"));
      }
    }
    return answers;
  }

  private List<String> relevant(Links links, Map<String, String> byPath) {
    var relevant = new TreeSet<>(links.questions());
    for (var path : links.pages()) {
      var page = byPath.get(path);
      if (page == null) {
        dropped++;
      } else {
        relevant.add(page);
      }
    }
    return List.copyOf(relevant);
  }

  // --- pages ---

  private List<Document> pages(String file) {
    var pages = new ArrayList<Document>();
    for (var row : array(file, read(file).path("data"))) {
      var page = row.path("file");
      if (!page.isObject()) {
        continue; // an entry that holds no page
      }
      var url = page.path("breadcrumbs").path("current").path("routerLink").asText("");
      if (!url.isEmpty()) {
        pages.add(page(file, page, url));
      }
    }
    return pages;
  }

  private Document page(String file, JsonNode page, String url) {
    var language = text(file, page, "lang");
    var title = text(file, page, "title");
    var words = new ArrayList<String>(List.of(title));
    page.path("tags").forEach(tag -> words.add(tag.asText()));
    page.path("metatags")
        .forEach(
            tag -> {
              var content = tag.path("attributes").path("content").asText("");
              if (!content.isEmpty()) {
                words.add(content);
              }
            });
    return new Document(
        text(file, page, "uuid") + "-" + language,
        SITE + url,
        String.join(" ", words),
        title,
        language,
        List.of(),
        List.of(),
        false,
        subjects(text(file, page, "topic")),
        gradeNames(page.path("levels")));
  }

  /** The page's own subject first. */
  private List<Subject> subjects(String topic) {
    var subjects = new LinkedHashSet<Subject>(List.of(Subject.of(topic)));
    if (options.related()) {
      var name = Subject.of(topic).label();
      var entry = related.path(name);
      if (!entry.isArray()) {
        throw new DataException(
            folder.resolve(RELATED), "must have a list of subjects for '%s'".formatted(name));
      }
      entry.forEach(other -> subjects.add(Subject.of(other.asText())));
    }
    return List.copyOf(subjects);
  }

  /** The names of a page's levels and of those near them. */
  private Set<String> gradeNames(JsonNode levels) {
    var numbers = new TreeSet<Integer>();
    levels.forEach(level -> numbers.add(level.asInt()));
    if (!numbers.isEmpty()) {
      int least = numbers.getFirst();
      int most = numbers.getLast();
      for (int i = Math.max(least - options.lower(), 1); i < least; i++) {
        numbers.add(i);
      }
      for (int i = most + 1; i <= Math.min(most + options.higher(), LAST_GRADE); i++) {
        numbers.add(i);
      }
    }
    var names = new LinkedHashSet<String>();
    for (int number : numbers) {
      var name = grades.get(number);
      if (name != null) {
        names.add(name);
      }
    }
    return names;
  }

  // --- files ---

  private Map<Integer, String> names(String file, String key) {
    var names = new HashMap<Integer, String>();
    for (var row : array(file, read(file))) {
      names.put(number(file, row, key), text(file, row, "Name"));
    }
    return names;
  }

  private JsonNode read(String file) {
    try {
      return JSON.readTree(folder.resolve(file).toFile());
    } catch (IOException e) {
      throw new DataException(folder.resolve(file), "cannot be read: " + e.getMessage(), e);
    }
  }

  private JsonNode array(String file, JsonNode node) {
    if (!node.isArray()) {
      throw new DataException(
          folder.resolve(file), "must hold a list, got %s".formatted(node.getNodeType()));
    }
    return node;
  }

  private int number(String file, JsonNode row, String key) {
    if (!row.path(key).isInt()) {
      throw wrong(file, row, key, "a number");
    }
    return row.path(key).asInt();
  }

  private String text(String file, JsonNode row, String key) {
    if (!row.path(key).isValueNode() || row.path(key).isNull()) {
      throw wrong(file, row, key, "a text");
    }
    return row.path(key).asText();
  }

  private DataException wrong(String file, JsonNode row, String key, String wanted) {
    var shown = row.toString();
    return new DataException(
        folder.resolve(file),
        "'%s' must be %s in each entry, got %s"
            .formatted(key, wanted, shown.length() < 200 ? shown : shown.substring(0, 200) + "…"));
  }
}
