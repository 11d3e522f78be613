// SPDX-License-Identifier: Apache-2.0
package org.lyceum.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.function.Predicate;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelContent;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.ModelFolderWriter;
import org.lyceum.folder.ModelSpec;
import org.lyceum.head.HeadModule;
import org.lyceum.nn.Parameters;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.Seed;
import org.lyceum.tensor.Shape;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.InMemoryWeights;

/**
 * A model of random weights: as fast as a good one of its shape, and there without a download. All
 * have the tokenizer and the width of MiniLM-L6, so that they read the same tokens.
 */
enum FreshModel {
  /** The shape of bge-small-en: twelve layers of BERT. */
  BGE_SMALL(
      """
      {"model_type": "bert", "hidden_act": "gelu", "hidden_size": 384, "intermediate_size": 1536,
       "num_attention_heads": 12, "num_hidden_layers": 12, "max_position_embeddings": 512,
       "type_vocab_size": 2, "layer_norm_eps": 1e-12, "vocab_size": 30522}
      """) {
    @Override
    Pooling pooling() {
      return new Pooling.ClsPooling();
    }

    @Override
    double pairs(int layer, int tokens) {
      return (double) tokens * tokens;
    }

    @Override
    boolean isAfterLastAttention(String matrix) {
      return matrix.startsWith("encoder.layer.11.") && !matrix.contains(".attention.self.");
    }
  },
  /** ModernBERT with the layers and the width of MiniLM-L6. */
  MODERNBERT(
      """
      {"model_type": "modernbert", "hidden_activation": "gelu", "hidden_size": 384,
       "intermediate_size": 1024, "num_attention_heads": 6, "num_hidden_layers": 6,
       "max_position_embeddings": 512, "local_attention": 128, "global_attn_every_n_layers": 3,
       "pad_token_id": 0, "vocab_size": 30522}
      """) {
    @Override
    Pooling pooling() {
      return new Pooling.MeanPooling();
    }

    private static final int FAR = 64;

    @Override
    double pairs(int layer, int tokens) {
      double all = (double) tokens * tokens;
      double outside = Math.max(0, tokens - 1 - FAR); // pairs farther apart than a window reaches
      return layer % 3 == 0 ? all : all - outside * (outside + 1);
    }
  },
  /** Qwen 3 with the layers and the width of MiniLM-L6. */
  QWEN3(
      """
      {"model_type": "qwen3", "hidden_act": "silu", "hidden_size": 384, "intermediate_size": 1024,
       "num_attention_heads": 6, "num_key_value_heads": 2, "head_dim": 64, "num_hidden_layers": 6,
       "max_position_embeddings": 512, "rms_norm_eps": 1e-6, "rope_theta": 1000000.0,
       "vocab_size": 30522}
      """) {
    @Override
    Pooling pooling() {
      return new Pooling.LastTokenPooling();
    }

    @Override
    double pairs(int layer, int tokens) {
      return tokens * (tokens + 1.0) / 2;
    }

    @Override
    boolean isAfterLastAttention(String matrix) {
      return matrix.startsWith("layers.5.mlp.") || matrix.startsWith("layers.5.self_attn.o_proj.");
    }
  };

  private static final double DEVIATION = 0.02;

  /** Two operations a multiplication, for scores and for sums. */
  private static final double OPERATIONS = 4;

  private static final int WIDTH = 384;

  private final String config;

  FreshModel(String config) {
    this.config = config;
  }

  abstract Pooling pooling();

  /** How many pairs of tokens see each other in a layer. */
  abstract double pairs(int layer, int tokens);

  /** Whether only the token that pooling takes has to be multiplied by a matrix; for none else. */
  boolean isAfterLastAttention(String matrix) {
    return false;
  }

  private Backbone.OfFamily backbone() {
    try {
      var settings = (ObjectNode) new ObjectMapper().readTree(config);
      return Backbone.OfFamily.of(new JsonFile(Path.of("config.json"), settings));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * {@return operations that a text needs: of the matrices behind the last attention, those of one
   * token where pooling takes one}
   */
  TextFlops flops() {
    var backbone = backbone();
    var weights = new Weights(backbone);
    double once = 2 * weights.multiplications(this::isAfterLastAttention);
    double each = 2 * weights.multiplications(matrix -> true) - once;
    int layers = backbone.architecture().sizes().layers();
    IntToDoubleFunction seen =
        tokens -> {
          double sum = 0;
          for (int layer = 0; layer < layers; layer++) {
            sum += pairs(layer, tokens);
          }
          return sum;
        };
    return tokens -> each * tokens + once + OPERATIONS * WIDTH * seen.applyAsDouble(tokens);
  }

  /**
   * Writes the model.
   *
   * @param like the model whose tokenizer it has
   * @param folder must not exist
   */
  ModelFolder write(ModelFolder like, Path folder) {
    var backbone = backbone();
    var spec =
        new ModelSpec(
            backbone,
            pooling(),
            List.of(new HeadModule.Normalize()),
            like.spec().text(),
            like.spec().use());
    ModelFolderWriter.write(
        new ModelContent(spec, new Weights(backbone).values, like.path(), "Random.", null, null),
        folder);
    return ModelFolder.open(folder);
  }

  /** Random weights of all parameters that an encoder asks for. */
  private static final class Weights implements Parameters {
    private final InMemoryWeights values = new InMemoryWeights();
    private final OnnxGraph graph = new OnnxGraph("fresh");
    private final String table;

    Weights(Backbone backbone) {
      table = backbone.table();
      backbone.load(this);
    }

    @Override
    public Tensor get(String name, long... shape) {
      var sizes = Shape.of(shape);
      if (!values.names().contains(name)) {
        values.put(name, sizes, random(name, sizes));
      }
      return graph.parameters(values).get(name, shape);
    }

    private static float[] random(String name, Shape shape) {
      float[] numbers = new float[Math.toIntExact(shape.elements())];
      if (shape.rank() == 1) {
        Arrays.fill(numbers, name.endsWith("bias") ? 0 : 1); // a norm's gain
        return numbers;
      }
      var random = new Seed(1).stream(name);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = (float) (DEVIATION * random.nextGaussian());
      }
      return numbers;
    }

    /** No biases where they may be left out, and no norm before the first layer. */
    @Override
    public boolean has(String name) {
      return !name.endsWith("bias") && !name.equals("layers.0.attn_norm.weight");
    }

    /** Multiplications of a token by some of the matrices. */
    double multiplications(Predicate<String> chosen) {
      return values.names().stream()
          .filter(chosen)
          .filter(name -> values.shape(name).rank() == 2)
          .filter(name -> !name.equals(table) && !name.contains("embeddings."))
          .mapToDouble(name -> values.shape(name).elements())
          .sum();
    }
  }
}
