// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

/** How a service is asked for vectors. */
public enum Api {
  /** {@code POST .../v1/embeddings}, OpenAI's and that of all who copied it. */
  OPENAI("/embeddings"),
  /** {@code POST .../embed} of text-embeddings-inference. */
  TEI("/embed");

  private final String ending;

  Api(String ending) {
    this.ending = ending;
  }

  /** How the path of its addresses ends. */
  String ending() {
    return ending;
  }
}
