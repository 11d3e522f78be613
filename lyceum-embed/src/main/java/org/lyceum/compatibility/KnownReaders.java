// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.util.Map;
import java.util.Set;
import org.lyceum.compatibility.FolderCheck.Reader;
import org.lyceum.compatibility.FolderCheck.Standing;
import org.lyceum.family.Families;
import org.lyceum.folder.Golden;

/**
 * Which reader is known to read which {@code model_type}, and which is known not to. What stands in
 * neither was not tried: what a reader's source says, or what it gave of a written folder, is a row
 * here.
 */
final class KnownReaders {
  /** Folders that sentence-transformers 5.7 loaded and whose vectors were compared. */
  private static final Set<String> COMPARED =
      Set.of(
          "albert",
          "bert",
          "camembert",
          "deberta-v2",
          "distilbert",
          "electra",
          "gemma",
          "gemma3_text",
          "gpt2",
          "gpt_neox",
          "llama",
          "mistral",
          "modernbert",
          "mpnet",
          "mt5",
          "olmo2",
          "phi3",
          "qwen2",
          "qwen3",
          "roberta",
          "t5",
          "umt5",
          "xlm-roberta");

  /** Types that the source of text-embeddings-inference names and runs on a processor. */
  private static final Set<String> SERVED =
      Set.of("bert", "camembert", "distilbert", "nomic_bert", "roberta", "xlm-roberta");

  /** What sentence-transformers 5.7 with transformers 4.57 did not give the vectors of. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "bart",
          "it pools the states of the half that writes, not of the encoder; use the ONNX graph",
          "nomic_bert",
          "transformers 4.57 does not know it; use transformers 5, or the ONNX graph");

  private static final Map<Reader, Set<String>> READ =
      Map.of(
          Reader.ST2, Set.of("bert"),
          Reader.ST5, COMPARED,
          Reader.ST6, Set.of("bert", "distilbert", "modernbert", "qwen3"),
          Reader.TEI, SERVED,
          Reader.DJL, Set.of("bert"));

  private KnownReaders() {}

  /** Whether a reader reads a type. */
  static Standing reads(Reader reader, String type) {
    if (READ.getOrDefault(reader, Set.of()).contains(type)) {
      return Standing.HOLDS;
    }
    return reader == Reader.ST5 && REFUSED.containsKey(type) ? Standing.FAILS : Standing.UNKNOWN;
  }

  /** What to do where it does not, or where that is not known. */
  static String remedy(Reader reader, String type, boolean golden) {
    if (reader == Reader.ST5 && REFUSED.containsKey(type)) {
      return REFUSED.getOrDefault(type, "");
    }
    String vectors = golden ? Golden.FILE : "what 'lyceum embed' gives";
    return "whether it reads %s is not known here; try it%s"
        .formatted(type, golden || Families.isKnown(type) ? ", and compare with " + vectors : "");
  }
}
