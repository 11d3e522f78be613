// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import org.lyceum.encoder.Activation;
import org.lyceum.encoder.Tokens;
import org.lyceum.files.JsonFile;
import org.lyceum.head.Pooler;
import org.lyceum.nn.LayerNorm;
import org.lyceum.nn.Linear;
import org.lyceum.nn.Parameters;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.DataException;
import org.lyceum.tensor.Tensor;
import org.lyceum.tensor.UnsupportedException;

/**
 * An encoder with the classification head of its family, from which cross-encoders take their
 * scores; the heads are those of transformers' {@code ...ForSequenceClassification}.
 *
 * @param architecture the encoder
 * @param config its {@code config.json}
 * @param labels scores of a text, {@code C}
 */
public record Classifier(Architecture architecture, JsonFile config, int labels) {
  /** What transformers assumes where a file says nothing of labels. */
  private static final int USUAL_LABELS = 2;

  /** Checks the number of labels. */
  public Classifier {
    if (labels < 1) {
      throw new DataException(config.path(), "there must be at least 1 label, got " + labels);
    }
  }

  /**
   * {@return the encoder and head that a {@code config.json} describes; with as many labels as its
   * {@code id2label} or {@code num_labels}, else 2}
   *
   * @param config the file
   */
  public static Classifier of(JsonFile config) {
    int labels =
        config.has("id2label")
            ? config.root().path("id2label").size()
            : config.integer("num_labels", USUAL_LABELS);
    return new Classifier(Families.of(config), config, labels);
  }

  /**
   * {@return the scores before any activation, {@code (B, C)}}
   *
   * @param parameters by the names of {@link Architecture.CheckpointNames#canonical}
   * @param tokens texts or pairs of them, padded on the right
   * @throws UnsupportedException if the family has no such head here
   * @throws IllegalArgumentException if the head's parameters are not there
   */
  public Tensor logits(Parameters parameters, Tokens tokens) {
    Tensor states = architecture.load(parameters).encode(tokens).last();
    return switch (architecture.kind()) {
      case "bert", "new" ->
          linear(parameters, "classifier", pooled(parameters, "pooler.dense", states));
      case "albert" -> linear(parameters, "classifier", pooled(parameters, "pooler", states));
      case "roberta", "xlm-roberta", "camembert", "mpnet" ->
          twoLayers(parameters, Activation.TANH, states);
      case "electra" -> twoLayers(parameters, Activation.GELU, states);
      case "distilbert" -> {
        Tensor hidden = square(parameters, "pre_classifier").apply(first(states)).relu();
        yield linear(parameters, "classifier", hidden);
      }
      case "deberta-v2" -> {
        var activation = activation("pooler_hidden_act");
        Tensor hidden = square(parameters, "pooler.dense").apply(first(states));
        yield linear(parameters, "classifier", activation.apply(hidden));
      }
      case "modernbert" -> linear(parameters, "classifier", modern(parameters, states, tokens));
      case "llama", "mistral", "qwen2", "qwen3", "gemma", "phi3", "gpt2", "gpt_neox" ->
          Linear.unbiased(parameters.under("score"), width(), labels).apply(last(states, tokens));
      default ->
          throw new UnsupportedException(
              config.path(),
              "the classification head of a %s model is not understood"
                  .formatted(architecture.kind()));
    };
  }

  private int width() {
    return architecture.sizes().width();
  }

  private static Tensor first(Tensor states) {
    return states.select(1, 0);
  }

  private Linear square(Parameters parameters, String name) {
    return Linear.load(parameters.under(name), width(), width());
  }

  private Tensor linear(Parameters parameters, String name, Tensor vectors) {
    return Linear.load(parameters.under(name), width(), labels).apply(vectors);
  }

  private Tensor pooled(Parameters parameters, String name, Tensor states) {
    return Pooler.load(parameters.under(name), width()).apply(states);
  }

  private Tensor twoLayers(Parameters parameters, Activation activation, Tensor states) {
    Tensor hidden = square(parameters, "classifier.dense").apply(first(states));
    return linear(parameters, "classifier.out_proj", activation.apply(hidden));
  }

  private Tensor modern(Parameters parameters, Tensor states, Tokens tokens) {
    String pooling = config.string("classifier_pooling", "cls");
    if (!pooling.equals("cls") && !pooling.equals("mean")) {
      throw new DataException(
          config.path(), "'classifier_pooling' must be cls or mean, got '%s'".formatted(pooling));
    }
    Tensor vectors = Pooling.named(pooling).apply(states, tokens.mask());
    Tensor hidden =
        activation("classifier_activation").apply(square(parameters, "head.dense").apply(vectors));
    double eps = config.number("norm_eps", 1e-5);
    return LayerNorm.load(parameters.under("head.norm"), width(), eps).apply(hidden);
  }

  private Activation activation(String key) {
    try {
      return Activation.named(config.string(key, "gelu"));
    } catch (IllegalArgumentException e) {
      throw new UnsupportedException(config.path(), "of '%s': %s".formatted(key, e.getMessage()));
    }
  }

  /** The state of the last token that is not the padding token, even where one is in the text. */
  private Tensor last(Tensor states, Tokens tokens) {
    if (!config.has("pad_token_id")) {
      return Pooling.named("lasttoken").apply(states, tokens.mask());
    }
    Tensor real = tokens.ids().eq(config.integer("pad_token_id")).not();
    return states.lastToken(real.cast(DType.I64));
  }
}
