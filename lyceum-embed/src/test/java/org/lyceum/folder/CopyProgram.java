// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.nio.file.Path;

/** Reads a model folder and writes it again; a process of its own for tests that limit it. */
final class CopyProgram {
  private CopyProgram() {}

  public static void main(String[] args) {
    try {
      ModelFolderWriter.write(
          ModelContent.of(ModelFolder.open(Path.of(args[0]))), Path.of(args[1]));
    } catch (RuntimeException e) {
      System.err.println(e.getMessage());
      System.exit(4);
    }
  }
}
