// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lyceum.tensor.DataException;

/** The files of the SemEval similarity tasks: a file of sentences, a file of judgments. */
final class StsFiles {
  private static final String ARTIFACT =
      "org.dkpro.similarity:dkpro-similarity-uima-data-asl:2.3.0";

  private StsFiles() {}

  /** The pairs of one part, such as {@code MSRpar} of {@code semeval-2012/test}. */
  static List<Sts.Pair> read(String folder, String part) {
    var input = "datasets/%s/STS.input.%s.txt".formatted(folder, part);
    var gold = "goldstandards/%s/STS.gs.%s.txt".formatted(folder, part);
    return join(input, lines(input), gold, lines(gold));
  }

  /** The pairs of two files. */
  static List<Sts.Pair> read(Path sentences, Path judgments) {
    return join(sentences.toString(), lines(sentences), judgments.toString(), lines(judgments));
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new DataException(file, "cannot be read as UTF-8: " + e.getMessage(), e);
    }
  }

  static List<Sts.Pair> join(
      String input, List<String> sentences, String gold, List<String> judgments) {
    if (sentences.size() != judgments.size()) {
      throw new DataException(
          gold,
          "there must be a judgment for each of the %d pairs of %s, got %d"
              .formatted(sentences.size(), input, judgments.size()));
    }
    var pairs = new ArrayList<Sts.Pair>();
    for (int i = 0; i < sentences.size(); i++) {
      pairs.add(pair(input, i + 1, sentences.get(i), judgment(gold, i + 1, judgments.get(i))));
    }
    return pairs;
  }

  private static Sts.Pair pair(String file, int line, String text, double gold) {
    int tab = text.indexOf('\t');
    if (tab < 0 || text.indexOf('\t', tab + 1) >= 0) {
      throw new DataException(
          file, line, "a line must hold two sentences with a tab between, got: " + text);
    }
    return new Sts.Pair(text.substring(0, tab), text.substring(tab + 1), gold);
  }

  private static double judgment(String file, int line, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw new DataException(file, line, "a line must hold one number, got: " + text);
    }
  }

  private static List<String> lines(String resource) {
    var in = StsFiles.class.getClassLoader().getResourceAsStream(resource);
    if (in == null) {
      throw new DataException(
          resource, "the SemEval data must be on the class path; add the artifact " + ARTIFACT);
    }
    try (var reader = new BufferedReader(new InputStreamReader(in, UTF_8.newDecoder()))) {
      return reader.lines().toList();
    } catch (IOException e) {
      throw new DataException(resource, "cannot be read: " + e.getMessage(), e);
    }
  }
}
