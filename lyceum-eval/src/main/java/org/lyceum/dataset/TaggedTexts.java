// SPDX-License-Identifier: Apache-2.0
package org.lyceum.dataset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.lyceum.task.Text;
import org.lyceum.tensor.DataException;

/**
 * The files of TREC, in tags that are no XML: documents in {@code <DOC>} with their id in {@code
 * <DOCNO>}, topics in {@code <top>} with their number in {@code <num>} and what is asked in {@code
 * <title>}.
 */
final class TaggedTexts {
  private static final Pattern DOCUMENT =
      Pattern.compile(
          "<DOC>\\s*<DOCNO>\\s*(\\S+?)\\s*</DOCNO>(.*?)</DOC>",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern TOPIC =
      Pattern.compile(
          "<top>\\s*<num>\\s*(?:Number:)?\\s*(\\S+?)\\s*(?:</num>)?\\s*"
              + "<title>\\s*(?:Topic:)?(.*?)(?:</title>|<desc>|<narr>|</top>)",
          Pattern.DOTALL | Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("</?[A-Za-z][^<>]*>");
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private TaggedTexts() {}

  /** Documents, without the tags inside of them; their lines joined by blanks. */
  static List<Text> documents(Path file) {
    return read(file, DOCUMENT, "documents as <DOC><DOCNO> 1 </DOCNO> ... </DOC>");
  }

  /** Topics, or documents that are topics. */
  static List<Text> topics(Path file) {
    return DataFiles.text(file).toLowerCase(Locale.ROOT).contains("<top>")
        ? read(file, TOPIC, "topics as <top><num> Number: 1 <title> ... </top>")
        : read(file, DOCUMENT, "topics as <DOC><DOCNO> 1 </DOCNO> ... </DOC>");
  }

  private static List<Text> read(Path file, Pattern pattern, String wanted) {
    var texts = new ArrayList<Text>();
    var matcher = pattern.matcher(DataFiles.text(file));
    while (matcher.find()) {
      texts.add(new Text(matcher.group(1), flat(TAG.matcher(matcher.group(2)).replaceAll(" "))));
    }
    if (texts.isEmpty()) {
      throw new DataException(file, "must hold %s, but there is none".formatted(wanted));
    }
    return texts;
  }

  /** On one line. */
  static String flat(String text) {
    return BLANKS.matcher(text).replaceAll(" ").strip();
  }
}
