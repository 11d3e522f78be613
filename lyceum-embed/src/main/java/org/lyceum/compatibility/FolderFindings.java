// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.util.List;

/** What rules found, in their order. */
record FolderFindings(List<FolderCheck.Finding> list) {
  void add(String file, String rule, boolean holds, String remedy) {
    add(file, rule, holds ? FolderCheck.Standing.HOLDS : FolderCheck.Standing.FAILS, remedy);
  }

  /** Whether no rule is known to be broken. */
  boolean hold() {
    return list.stream().allMatch(FolderCheck.Finding::holds);
  }

  void add(String file, String rule, FolderCheck.Standing standing, String remedy) {
    list.add(new FolderCheck.Finding(file, rule, standing, remedy));
  }
}
