// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import java.util.List;
import java.util.stream.Stream;

/** The encoders of texts of which {@link GoldenFiles} has one each, below {@code encoders}. */
public final class TextFamilies {
  private static final List<String> CAUSAL =
      List.of(
          "gemma",
          "gemma3",
          "gpt-neox",
          "gpt2",
          "llama",
          "llama3",
          "mistral",
          "olmo2",
          "phi3",
          "qwen2",
          "qwen3");
  private static final List<String> BIDIRECTIONAL =
      List.of(
          "albert",
          "bart",
          "bert",
          "camembert",
          "deberta-v2",
          "deberta-v3",
          "distilbert",
          "electra",
          "gemma3-bidirectional",
          "modernbert",
          "mpnet",
          "mt5",
          "nomic-bert",
          "roberta",
          "t5",
          "umt5",
          "xlm-roberta");

  private TextFamilies() {}

  /** {@return all of them} */
  public static List<String> all() {
    return Stream.concat(CAUSAL.stream(), BIDIRECTIONAL.stream()).toList();
  }

  /** {@return those whose tokens see only what stands before them} */
  public static List<String> causal() {
    return CAUSAL;
  }
}
