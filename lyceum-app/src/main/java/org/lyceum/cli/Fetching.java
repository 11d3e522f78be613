// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.lyceum.dataset.DataCard;
import org.lyceum.dataset.DataFile;
import org.lyceum.job.Console;

/**
 * Gets all files of a data set that are not there yet.
 *
 * @param console told the license, and how far it is
 * @param download gets one file
 */
record Fetching(Console console, Download download) {
  /**
   * Gets them.
   *
   * @param card the data set; all of its files have an address
   * @param root the folder of data sets
   * @param mirror the server that takes the place of the files' own, or null
   */
  void run(DataCard card, Path root, @Nullable URI mirror)
      throws IOException, InterruptedException {
    console.say(
        "%s: license %s, from %s; cite %s"
            .formatted(card.id(), card.license(), card.source(), card.citation()));
    long before = 0;
    for (var file : card.files()) {
      var place = root.resolve(file.path());
      if (!file.is(place)) {
        long done = before;
        download.get(
            file,
            address(file, mirror),
            place,
            bytes -> console.progress("fetch", done + bytes, card.bytes(), file.path()));
      }
      before += file.bytes();
    }
  }

  private static URI address(DataFile file, @Nullable URI mirror) {
    var own = file.address().orElseThrow();
    return mirror == null
        ? own
        : URI.create(mirror.toString().replaceAll("/$", "") + own.getRawPath());
  }
}
