// SPDX-License-Identifier: Apache-2.0
package org.lyceum.alloprof;

import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What the answer to a question points to.
 *
 * @param pages paths of reference pages on the site, sorted
 * @param questions numbers of other questions, sorted
 */
record Links(TreeSet<String> pages, TreeSet<String> questions) {
  private static final Pattern ADDRESS = Pattern.compile("https?://[a-zA-Z0-9/\\\\.-]+");
  private static final String SITE = "https://www.alloprof.qc.ca";
  private static final String DISCUSSION = SITE + "/zonedentraide/discussion/";

  /** Those in the JSON of an answer. */
  static Links of(String answer) {
    var pages = new TreeSet<String>();
    var questions = new TreeSet<String>();
    var found = ADDRESS.matcher(answer.replace("\\/", "/"));
    while (found.find()) {
      var address = found.group();
      if (address.contains("/eleves/bv/")) {
        pages.add(address.replace(SITE, ""));
      }
      if (address.contains("/zonedentraide/discussion")) {
        var id = address.replace(DISCUSSION, "").split("/", -1)[0];
        if (!id.equals("https:")) {
          questions.add(id);
        }
      }
    }
    return new Links(pages, questions);
  }
}
