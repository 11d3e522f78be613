// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

/** Which of a model's prompts goes in front of the texts. */
public sealed interface Prompt {
  /** The model's default prompt, or none where it names no default. */
  record Default() implements Prompt {}

  /** The prompt for queries, or none where the model has none. */
  record Query() implements Prompt {}

  /** The prompt for documents, or none where the model has none. */
  record Document() implements Prompt {}

  /** No prompt, even where the model has a default. */
  record None() implements Prompt {}

  /**
   * A prompt by its name in the model folder; an unknown name is an error.
   *
   * @param name the name
   */
  record Named(String name) implements Prompt {}
}
