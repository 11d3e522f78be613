// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

/** What a checkpoint is, without its parameters: one family with its sizes and settings. */
public sealed interface Family permits Architecture, PictureArchitecture, PairArchitecture {
  /** {@return the {@code model_type} of its {@code config.json}} */
  String kind();

  /** {@return how its checkpoints name parameters} */
  Architecture.CheckpointNames names();

  /**
   * {@return where a parameter is that a library calls by a name of its own: the whole of one that
   * the checkpoint has, or some of its rows}
   *
   * @param name as the library has it
   */
  default Part part(String name) {
    return new Part(names().canonical(name), 0, -1);
  }

  /**
   * Rows of a parameter.
   *
   * @param parameter its name
   * @param from the first row
   * @param rows how many; -1 for all
   */
  record Part(String parameter, int from, int rows) {}
}
