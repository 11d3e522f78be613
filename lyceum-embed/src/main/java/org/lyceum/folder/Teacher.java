// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.lyceum.encoder.Activation;
import org.lyceum.family.BertConfig;
import org.lyceum.head.HeadModule;
import org.lyceum.pooling.Pooling;

/** The pretrained models that are known by name. Their weights travel in Maven artifacts. */
@SuppressWarnings("ImmutableEnumChecker") // its records hold strings only
public enum Teacher {
  /** all-MiniLM-L6-v2: 6 layers, mean pooling. */
  MINILM_L6(
      "minilm-l6",
      new Artifact(
          "all-minilm-l6-v2",
          "1.20.0-beta30",
          "all-minilm-l6-v2",
          "759c3cd2b7fe7e93933ad23c4c9181b7396442a2ed746ec7c1d46192c469c46e",
          "da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0"),
      new Published("sentence-transformers/all-MiniLM-L6-v2", "apache-2.0"),
      6) {
    @Override
    public ModelSpec spec() {
      return spec(new Pooling.MeanPooling(), 256, Prompts.NONE);
    }
  },
  /** bge-small-en-v1.5: 12 layers, the first token's state; queries want an instruction. */
  BGE_SMALL_EN(
      "bge-small-en",
      new Artifact(
          "bge-small-en-v15",
          "1.20.0-beta30",
          "bge-small-en-v1.5",
          "828e1496d7fabb79cfa4dcd84fa38625c0d3d21da474a00f08db0f559940cf35",
          "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"),
      new Published("BAAI/bge-small-en-v1.5", "mit"),
      12) {
    @Override
    public ModelSpec spec() {
      return spec(
          new Pooling.ClsPooling(),
          512,
          Prompts.of("Represent this sentence for searching relevant passages: ", ""));
    }
  },
  /** e5-small-v2: 12 layers, mean pooling; queries and passages want prefixes. */
  E5_SMALL(
      "e5-small",
      new Artifact(
          "e5-small-v2",
          "0.36.2",
          "e5-small-v2",
          "b2a43b66f7f9b6f29643a21340ad7c03d2d91e6bd5d43429a77799a9ee880eb0",
          "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66"),
      new Published("intfloat/e5-small-v2", "mit"),
      12) {
    @Override
    public ModelSpec spec() {
      return spec(new Pooling.MeanPooling(), 512, Prompts.of("query: ", "passage: "));
    }
  };

  /** What the vocabulary of BERT begins with. */
  private static final int PAD_ID = 0;

  /**
   * A Maven artifact of LangChain4j that carries an ONNX file and a tokenizer.
   *
   * @param id the artifact's name after {@code langchain4j-embeddings-}
   * @param version its version
   * @param entry what the names of both files begin with
   * @param graphHash SHA-256 of the ONNX file
   * @param tokenizerHash SHA-256 of the tokenizer
   */
  public record Artifact(
      String id, String version, String entry, String graphHash, String tokenizerHash) {
    /** {@return group, artifact and version as Maven writes them} */
    public String coordinates() {
      return "dev.langchain4j:langchain4j-embeddings-%s:%s".formatted(id, version);
    }

    String graph() {
      return entry + ".onnx";
    }

    String tokenizer() {
      return entry + "-tokenizer.json";
    }
  }

  /**
   * Who published the weights.
   *
   * @param model the name on the model hub
   * @param license as the model card gives it
   */
  public record Published(String model, String license) {}

  private final String label;
  private final Artifact artifact;
  private final Published published;
  private final int layers;

  Teacher(String label, Artifact artifact, Published published, int layers) {
    this.label = label;
    this.artifact = artifact;
    this.published = published;
    this.layers = layers;
  }

  /** {@return the name it is known by} */
  public String label() {
    return label;
  }

  /** {@return where its weights travel} */
  public Artifact artifact() {
    return artifact;
  }

  /** {@return who published it} */
  public Published published() {
    return published;
  }

  /** {@return what the model is} */
  public abstract ModelSpec spec();

  ModelSpec spec(Pooling pooling, int maxTokens, Prompts prompts) {
    var config = new BertConfig(30_522, 384, layers, 12, 1536, 512, 2, 1e-12, Activation.GELU);
    return new ModelSpec(
        Backbone.bert(config, PAD_ID),
        pooling,
        List.of(new HeadModule.Normalize()),
        new ModelSpec.TextSpec(maxTokens, false, true),
        new ModelSpec.Use(prompts, Similarity.COSINE, null));
  }

  /**
   * {@return the teacher of a name}
   *
   * @param name such as {@code minilm-l6}
   */
  public static Optional<Teacher> named(String name) {
    return Arrays.stream(values()).filter(t -> t.label.equals(name)).findFirst();
  }

  /** {@return all names} */
  public static List<String> names() {
    return Arrays.stream(values()).map(Teacher::label).toList();
  }
}
