// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.lyceum.compatibility.FolderCheck.Finding;

/**
 * Whether a folder is understood here, and by which rules. Any folder may be asked about: one of
 * sentence-transformers, one of transformers alone, an encoder of pictures, or one of which half is
 * missing.
 *
 * @param kind what it is, such as {@code an encoder of texts}
 * @param findings each rule with its file; none behind a configuration that is not understood
 * @param embeds whether it is all that commands want, with nothing left to say
 */
public record FolderVerdict(String kind, List<Finding> findings, boolean embeds) {
  /** Copies the list. */
  public FolderVerdict {
    findings = List.copyOf(findings);
  }

  /**
   * {@return the verdict on a folder}
   *
   * @param folder any folder, or a path where there is none
   */
  public static FolderVerdict of(Path folder) {
    return new FolderTrial(folder.toAbsolutePath().normalize()).verdict();
  }

  /** {@return the first rule that does not hold, if there is one} */
  public Optional<Finding> broken() {
    return findings.stream().filter(finding -> !finding.holds()).findFirst();
  }

  /** {@return whether every rule holds} */
  public boolean supported() {
    return broken().isEmpty();
  }
}
