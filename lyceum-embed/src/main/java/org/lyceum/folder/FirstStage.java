// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.lyceum.encoder.Tokens;
import org.lyceum.family.Classifier;
import org.lyceum.nn.Parameters;
import org.lyceum.pooling.Pooling;
import org.lyceum.tensor.DType;
import org.lyceum.tensor.Tensor;

/** A stage that takes token ids: the first of a {@link Route}. */
public sealed interface FirstStage extends Stage {
  /** {@return the number of token ids it knows} */
  int vocabulary();

  /** {@return whether token types make a difference to it} */
  boolean takesTypes();

  /** {@return whether the tokenizer puts special tokens around a text} */
  default boolean takesSpecialTokens() {
    return true;
  }

  /** {@return whether it is an encoder without layers} */
  default boolean hasNoLayers() {
    return switch (this) {
      case Encode(var backbone) -> backbone.architecture().sizes().layers() == 0;
      case Predict(var encode) -> encode.hasNoLayers();
      case Classify(var encode, var classifier) -> encode.hasNoLayers();
      case Bag bag -> false;
      case TokenWeights tokens -> false;
    };
  }

  /** Refuses another place than the first. */
  private static Signal first(Signal before, String stage, Signal next) {
    before.require(stage, Signal.Content.TEXT);
    return next;
  }

  /**
   * An encoder's last states.
   *
   * @param backbone the encoder
   */
  record Encode(Backbone.OfFamily backbone) implements FirstStage {
    @Override
    public Signal after(Signal before) {
      return first(before, "Transformer", new Signal(Signal.Content.TOKENS, backbone.width()));
    }

    @Override
    public String describe() {
      var sizes = backbone.architecture().sizes();
      return "%s of %d layers".formatted(backbone.kind(), sizes.layers());
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      return flow.with(backbone.load(own).encode(flow.tokens()));
    }

    @Override
    public int vocabulary() {
      return backbone.vocabulary();
    }

    @Override
    public boolean takesTypes() {
      return backbone.architecture().takesTypes();
    }
  }

  /**
   * An encoder's predictions of the token at each place.
   *
   * @param encode the encoder
   */
  record Predict(Encode encode) implements FirstStage {
    @Override
    public Signal after(Signal before) {
      return first(before, "Transformer", new Signal(Signal.Content.LOGITS, vocabulary()));
    }

    @Override
    public String describe() {
      return encode.describe() + " with its masked-language head";
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      var architecture = encode.backbone().architecture();
      var head = architecture.heads(own).get("logits");
      if (head == null || architecture.causal()) {
        throw new IllegalArgumentException(
            "the weights must hold the masked-language head of the %s model; save it as a ...ForMaskedLM"
                .formatted(architecture.kind()));
      }
      Flow states = encode.apply(flow, own);
      return states.with(head.apply(states.value()));
    }

    @Override
    public int vocabulary() {
      return encode.vocabulary();
    }

    @Override
    public boolean takesTypes() {
      return encode.takesTypes();
    }
  }

  /**
   * An encoder's classification head.
   *
   * @param encode the encoder
   * @param classifier the same with its head
   */
  record Classify(Encode encode, Classifier classifier) implements FirstStage {
    @Override
    public Signal after(Signal before) {
      return first(before, "Transformer", new Signal(Signal.Content.SCORES, classifier.labels()));
    }

    @Override
    public String describe() {
      return encode.describe() + " with its classification head";
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      return flow.with(classifier.logits(own, flow.tokens()));
    }

    @Override
    public int vocabulary() {
      return encode.vocabulary();
    }

    @Override
    public boolean takesTypes() {
      return encode.takesTypes();
    }
  }

  /**
   * The mean of rows of a table; of no tokens, zeros.
   *
   * @param table its sizes
   * @param leavesOutUnknown whether unknown tokens do not count
   */
  record Bag(Backbone.OfTable table, boolean leavesOutUnknown) implements FirstStage {
    @Override
    public Signal after(Signal before) {
      return first(before, "StaticEmbedding", new Signal(Signal.Content.VECTOR, table.width()));
    }

    @Override
    public String describe() {
      return "static table of %d tokens".formatted(table.vocabulary());
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      Tensor rows = table.load(own).encode(flow.tokens()).last();
      return flow.with(new Pooling.MeanPooling().apply(rows, flow.mask(), flow.counted()));
    }

    @Override
    public int vocabulary() {
      return table.vocabulary();
    }

    @Override
    public boolean takesTypes() {
      return false;
    }

    @Override
    public boolean takesSpecialTokens() {
      return false;
    }
  }

  /**
   * A fixed weight of each token that occurs: the query side of a sparse model that needs no
   * encoder for queries.
   *
   * @param vocabulary entries, {@code V}
   * @param frozen whether training leaves the weights as they are
   * @see <a href="https://arxiv.org/abs/2411.04403">Geng et al. 2024</a>, section 3
   */
  record TokenWeights(int vocabulary, boolean frozen) implements FirstStage {
    /** The name of its one parameter, {@code (V)}. */
    static final String NAME = "weight";

    @Override
    public Signal after(Signal before) {
      return first(before, "SparseStaticEmbedding", new Signal(Signal.Content.ENTRIES, vocabulary));
    }

    @Override
    public String describe() {
      return "a weight for each of %d tokens".formatted(vocabulary);
    }

    @Override
    public Flow apply(Flow flow, Parameters own) {
      Tokens tokens = flow.tokens();
      Tensor weights = own.get(NAME, vocabulary).unsqueeze(0); // (1, V)
      Tensor entries = weights.positionsLike().unsqueeze(0); // (1, 1, V)
      Tensor found = tokens.ids().unsqueeze(-1).eq(entries).cast(DType.F32); // (B, T, V)
      Tensor occurs = found.mul(flow.mask().cast(DType.F32).unsqueeze(-1)).max(1, false);
      return flow.with(occurs.mul(weights));
    }

    @Override
    public boolean takesTypes() {
      return false;
    }

    @Override
    public boolean takesSpecialTokens() {
      return false;
    }
  }
}
