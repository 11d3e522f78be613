// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

/** Which versions of sentence-transformers a folder is written for. Both are read. */
public enum Dialect {
  /** Versions 2 to 5.3; newer ones, text-embeddings-inference and DJL read it too. */
  OLD,
  /** Version 5.4 and newer, nothing else. */
  NEW
}
