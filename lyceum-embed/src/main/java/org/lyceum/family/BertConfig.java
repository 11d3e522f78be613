// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.lyceum.encoder.Activation;

/**
 * The sizes of a BERT encoder.
 *
 * @param vocabulary ids, {@code V}
 * @param width of the hidden states, {@code D}
 * @param layers {@code L}, 0 or more
 * @param heads {@code H}, a divisor of the width
 * @param intermediate width of the feed-forward layers
 * @param positions the longest text, in tokens
 * @param types token types, 0 where there are none
 * @param eps added to the variance in layer normalization
 * @param activation of the feed-forward layers
 * @see <a href="https://arxiv.org/abs/1810.04805">Devlin et al. 2018</a>, section 3
 */
public record BertConfig(
    int vocabulary,
    int width,
    int layers,
    int heads,
    int intermediate,
    int positions,
    int types,
    double eps,
    Activation activation) {
  /** Checks the sizes. */
  public BertConfig {
    atLeast(1, vocabulary, "vocabulary");
    atLeast(1, width, "width");
    atLeast(0, layers, "layers");
    atLeast(1, heads, "heads");
    atLeast(1, intermediate, "intermediate");
    atLeast(1, positions, "positions");
    atLeast(0, types, "types");
    if (width % heads != 0) {
      throw new IllegalArgumentException(
          "heads must divide the width %d, got %d".formatted(width, heads));
    }
    if (!(eps > 0 && eps < 1)) {
      throw new IllegalArgumentException("eps must lie between 0 and 1, got " + eps);
    }
  }

  private static void atLeast(int least, int value, String name) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d, got %d".formatted(name, least, value));
    }
  }

  /**
   * The sizes of BERT or of one that names them as BERT does.
   *
   * @param types where the file does not say, as all that follows
   */
  static BertConfig of(Settings settings, int types, double eps, String activation) {
    if (settings.flag("is_decoder", false)) {
      throw settings.unsupported("is_decoder is true: a decoder, not an encoder");
    }
    settings.require("position_embedding_type", "absolute");
    try {
      return new BertConfig(
          settings.integer("vocab_size"),
          settings.integer("hidden_size"),
          settings.integer("num_hidden_layers"),
          settings.integer("num_attention_heads"),
          settings.integer("intermediate_size"),
          settings.integer("max_position_embeddings"),
          settings.integer("type_vocab_size", types),
          settings.number("layer_norm_eps", eps),
          settings.activation("hidden_act", activation));
    } catch (IllegalArgumentException e) {
      throw settings.wrong(e);
    }
  }

  /**
   * {@return the content of a {@code config.json} that has these sizes, for a model that had none}
   *
   * @param padId the id of its tokenizer's padding
   */
  public ObjectNode settings(int padId) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.putArray("architectures").add("BertModel");
    node.put("attention_probs_dropout_prob", 0.1);
    node.putNull("classifier_dropout");
    node.put("hidden_act", activation.checkpointName());
    node.put("hidden_dropout_prob", 0.1).put("hidden_size", width);
    node.put("initializer_range", 0.02).put("intermediate_size", intermediate);
    node.put("layer_norm_eps", eps).put("max_position_embeddings", positions);
    node.put("model_type", "bert").put("num_attention_heads", heads);
    node.put("num_hidden_layers", layers).put("pad_token_id", padId);
    node.put("position_embedding_type", "absolute").put("torch_dtype", "float32");
    node.put("transformers_version", "4.40.0").put("type_vocab_size", types);
    return node.put("use_cache", true).put("vocab_size", vocabulary);
  }

  /**
   * {@return settings with what they leave out, which stricter readers do not do without:
   * text-embeddings-inference has no defaults for most}
   *
   * @param own what a {@code config.json} of these sizes says
   * @param padId the id of its tokenizer's padding
   */
  public ObjectNode completed(ObjectNode own, int padId) {
    ObjectNode whole = own.deepCopy();
    ObjectNode usual = settings(padId);
    usual.remove(List.of("classifier_dropout", "torch_dtype", "transformers_version"));
    usual.properties().stream()
        .filter(setting -> !own.hasNonNull(setting.getKey()))
        .forEach(setting -> whole.set(setting.getKey(), setting.getValue()));
    return whole;
  }

  /** {@return the sizes that every encoder has} */
  public Architecture.Sizes sizes() {
    return new Architecture.Sizes(vocabulary, width, layers, positions);
  }
}
