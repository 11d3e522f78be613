// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lyceum.compatibility.FolderFacts.Kind;
import org.lyceum.tensor.DataException;

/**
 * Whether another program will load a model folder, and give its vectors: the rules that its source
 * code implies.
 */
public final class FolderCheck {
  private static final Set<String> OLD_OTHERS =
      Set.of(
          "Transformer",
          "Pooling",
          "Dense",
          "Normalize",
          "LayerNorm",
          "WeightedLayerPooling",
          "StaticEmbedding",
          "Router",
          "Asym",
          "MLMTransformer",
          "SpladePooling",
          "SparseStaticEmbedding");

  private FolderCheck() {}

  /** A program that loads model folders. */
  public enum Reader {
    /** sentence-transformers 2.3 to 5.3. */
    ST2("sentence-transformers before 6"),
    /** sentence-transformers 5.4 to 5.7. */
    ST5("sentence-transformers before 6"),
    /** sentence-transformers 6. */
    ST6("sentence-transformers 6"),
    /** text-embeddings-inference 1.9. */
    TEI("text-embeddings-inference"),
    /** The converter of Deep Java Library 0.36. */
    DJL("Deep Java Library's converter");

    private final String program;

    Reader(String program) {
      this.program = program;
    }

    /**
     * {@return the reader of a name}
     *
     * @param name such as {@code tei}
     */
    public static Reader named(String name) {
      for (Reader reader : values()) {
        if (reader.label().equals(name)) {
          return reader;
        }
      }
      throw new IllegalArgumentException(
          "unknown reader '%s'; known: st2, st5, st6, tei, djl".formatted(name));
    }

    /** {@return its name} */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** What it is called in a sentence. */
    String program() {
      return program;
    }
  }

  /** Whether a rule is kept. */
  public enum Standing {
    /** It is. */
    HOLDS,
    /** It is not. */
    FAILS,
    /** Nobody has tried. */
    UNKNOWN
  }

  /**
   * One rule, and whether the folder keeps it.
   *
   * @param file in the folder
   * @param rule what must hold
   * @param standing whether it does
   * @param remedy what to do otherwise
   */
  public record Finding(String file, String rule, Standing standing, String remedy) {
    /** {@return whether it is not known to be broken} */
    public boolean holds() {
      return standing != Standing.FAILS;
    }

    /** {@return whether it is kept for certain} */
    public boolean isKnown() {
      return standing != Standing.UNKNOWN;
    }
  }

  /**
   * {@return every rule of a reader}
   *
   * @param folder a model folder
   * @param reader the program
   */
  public static List<Finding> check(Path folder, Reader reader) {
    return check(folder, List.of(reader)).getFirst();
  }

  /**
   * {@return every rule of each of several readers, in their order; the weights are read once}
   *
   * @param folder a model folder
   * @param readers the programs
   */
  public static List<List<Finding>> check(Path folder, List<Reader> readers) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(folder, "must be a model folder, but there is no such folder");
    }
    FolderFacts.requireModel(folder);
    var soundness = FolderSoundness.of(folder);
    return readers.stream().map(reader -> check(folder, reader, soundness)).toList();
  }

  private static List<Finding> check(Path folder, Reader reader, FolderSoundness soundness) {
    var facts = FolderFacts.of(folder, reader);
    var rules = new FolderRules(facts, new FolderFindings(new ArrayList<>()));
    if (!rules.kind().isLackedBy(reader)) {
      switch (reader) {
        case ST2 -> sentenceTransformers2(rules);
        case ST5 ->
            sentenceTransformers(rules, "sentence_transformers.base.modules.normalize.Normalize");
        case ST6 -> sentenceTransformers(rules, "");
        case TEI -> textEmbeddingsInference(rules);
        case DJL -> deepJavaLibrary(rules);
      }
      rules.each(FolderFacts::inputs, own -> own.encoder().familyIsRead(reader));
      soundness.addTo(rules.found());
    }
    return rules.found().list();
  }

  private static void sentenceTransformers2(FolderRules rules) {
    if (rules.facts().kind() != Kind.DENSE) {
      otherKindBefore54(rules);
      return;
    }
    if (rules.facts().isStatic()) {
      tableBefore54(rules);
      return;
    }
    rules.modules().exist();
    rules.modules().oldTypes(Set.of("Transformer", "Pooling", "Dense", "Normalize", "LayerNorm"));
    rules.encoder().files();
    rules.settings().oldPoolingKeys();
    rules.each(FolderFacts::pooled, own -> own.settings().poolingChosen());
    rules.settings().oldLimitKeys();
    rules.settings().oldDenseKeys();
    rules.encoder().formatIsPt();
    rules.encoder().tokenizerClassIsKnown();
  }

  /** What has routes or gives no vector is read by other classes, of 5.0 and newer but one. */
  private static void otherKindBefore54(FolderRules rules) {
    if (rules.facts().kind() == Kind.CROSS_ENCODER) {
      rules.modules().areMissing();
    } else {
      rules.kind().since50();
      rules.modules().oldTypes(OLD_OTHERS);
    }
    rules.each(FolderFacts::inputs, own -> own.encoder().files());
    rules.each(FolderFacts::inputs, own -> own.encoder().tokenizerClassIsKnown());
  }

  private static void tableBefore54(FolderRules rules) {
    rules.kind().since32();
    rules.modules().exist();
    rules.modules().oldTypes(Set.of("StaticEmbedding", "Dense", "Normalize", "LayerNorm"));
    rules.encoder().tokenizerJson();
    rules.encoder().weights();
    rules.settings().oldDenseKeys();
  }

  private static void sentenceTransformers(FolderRules rules, String unknownType) {
    rules.modules().exist();
    rules.modules().typesOfEitherDialect(unknownType);
    rules.each(FolderFacts::inputs, own -> own.encoder().files());
    rules.each(FolderFacts::pooled, own -> own.settings().poolingChosen());
    rules.each(FolderFacts::inputs, own -> own.encoder().formatIsPt());
  }

  private static void textEmbeddingsInference(FolderRules rules) {
    if (rules.facts().kind() == Kind.CROSS_ENCODER) {
      rules.encoder().configOfTei();
      rules.encoder().tokenizerJson();
      rules.encoder().noLowerCasing();
      rules.encoder().weights();
      return;
    }
    if (rules.kind().isUntriedBy(Reader.TEI)) {
      return;
    }
    rules.modules().oldTypes(Set.of("Transformer", "Pooling", "Dense", "Normalize"));
    rules.encoder().configOfTei();
    rules.encoder().tokenizerJson();
    rules.settings().poolingOfTei();
    rules.settings().limitOfTei();
    rules.settings().promptsAreStrings();
    rules.settings().promptsCount();
    rules.encoder().noLowerCasing();
    rules.encoder().weights();
  }

  private static void deepJavaLibrary(FolderRules rules) {
    if (rules.kind().isUntriedBy(Reader.DJL)) {
      return;
    }
    rules.modules().oldTypes(Set.of("Transformer", "Pooling", "Dense", "Normalize", "LayerNorm"));
    rules.encoder().tokenizerJson();
    rules.settings().onePoolingFlag();
    rules.settings().denseActivations(Set.of("Tanh", "Identity"));
    rules.settings().promptsCount();
    rules.encoder().weights();
  }
}
