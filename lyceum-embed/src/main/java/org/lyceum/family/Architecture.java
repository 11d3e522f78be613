// SPDX-License-Identifier: Apache-2.0
package org.lyceum.family;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.CrossAttention.Memory;
import org.lyceum.encoder.Transformer;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.Tensor;
import org.lyceum.weights.RenamedWeights;
import org.lyceum.weights.Weights;

/** A transformer of texts without its parameters. */
public non-sealed interface Architecture extends Family {
  /**
   * {@return the encoder with these parameters}
   *
   * @param parameters by the names of {@link CheckpointNames#canonical}
   */
  Transformer load(Parameters parameters);

  /** {@return what it says of itself} */
  Profile profile();

  @Override
  default String kind() {
    return profile().kind();
  }

  @Override
  default CheckpointNames names() {
    return profile().names();
  }

  /** {@return sizes that do not depend on the family} */
  default Sizes sizes() {
    return profile().sizes();
  }

  /** {@return the name of the parameter in which token ids are looked up, {@code (V, D)}} */
  default String table() {
    return profile().table();
  }

  /** {@return whether it is given token types} */
  default boolean takesTypes() {
    return profile().takesTypes();
  }

  /** {@return whether a token sees only what stands before it} */
  default boolean causal() {
    return false;
  }

  /** {@return whether the states were compared with those of its authors' or a library's code} */
  default boolean compared() {
    return true;
  }

  /**
   * {@return how many ids, from 0, mean something by their number, such as padding from which
   * positions are counted}
   */
  default int fixedIds() {
    return 0;
  }

  /**
   * {@return what a layer is by its place alone, such as how far its tokens see; equal for layers
   * that can change places}
   *
   * @param layer from 0
   */
  default Object place(int layer) {
    return kind();
  }

  /**
   * {@return the same, in which a token sees its whole text, or only what stands before it}
   *
   * @param causal whether it sees only what stands before it
   * @throws IllegalArgumentException if the family has no such switch
   */
  default Architecture causal(boolean causal) {
    if (causal == causal()) {
      return this;
    }
    throw new IllegalArgumentException(
        "a %s encoder is always %s".formatted(kind(), causal() ? "causal" : "bidirectional"));
  }

  /**
   * {@return what stands on top of it, by what it gives: {@code pooler_output}, {@code logits},
   * ...; functions of the encoder's last states; only those whose parameters are there}
   *
   * @param parameters by the names of {@link CheckpointNames#canonical}
   */
  default Map<String, UnaryOperator<Tensor>> heads(Parameters parameters) {
    return Map.of();
  }

  /**
   * {@return logits of the tokens that follow others, {@code (B, T, V)}, where the encoder is one
   * half of a model that writes; null where it is not, or the file has only the encoder}
   *
   * @param parameters by the names of {@link CheckpointNames#canonical}
   * @param memory the encoder's last states
   * @param ids I64 {@code (B, T)}: what was written, behind the token that starts
   */
  default @Nullable Tensor continued(Parameters parameters, Memory memory, Tensor ids) {
    return null;
  }

  /**
   * What every family says of itself.
   *
   * @param kind the {@code model_type} of its {@code config.json}
   * @param sizes those that do not depend on the family
   * @param names how its checkpoints name parameters
   * @param table the name of the parameter in which token ids are looked up, {@code (V, D)}
   * @param takesTypes whether it is given token types
   */
  record Profile(
      String kind, Sizes sizes, CheckpointNames names, String table, boolean takesTypes) {
    /** One that is given no token types. */
    Profile(String kind, Sizes sizes, CheckpointNames names, String table) {
      this(kind, sizes, names, table, false);
    }
  }

  /**
   * Sizes that every encoder has.
   *
   * @param vocabulary ids, {@code V}
   * @param width of the hidden states, {@code D}
   * @param layers {@code L}
   * @param longest text in tokens; {@code Integer.MAX_VALUE} where there is no bound
   */
  record Sizes(int vocabulary, int width, int layers, int longest) {
    private static final int MOST_LAYERS = 10_000;

    /** Checks them. */
    public Sizes {
      if (vocabulary < 1 || width < 1 || longest < 1 || layers < 0 || layers > MOST_LAYERS) {
        throw new IllegalArgumentException(
            "vocabulary, width and the longest text must be at least 1 and layers 0 to %d, got %d, %d, %d and %d"
                .formatted(MOST_LAYERS, vocabulary, width, longest, layers));
      }
    }

    /** The same for texts that are shorter. */
    Sizes upTo(int tokens) {
      return new Sizes(vocabulary, width, layers, tokens);
    }
  }

  /**
   * How the checkpoints of a family name parameters.
   *
   * @param prefixes that models with heads put in front of the names of the encoder
   * @param ignored ends of names that are buffers, or second names of another parameter
   */
  record CheckpointNames(List<String> prefixes, List<String> ignored) {
    /**
     * {@return a name as the encoder asks for it, or the empty string for what is ignored}
     *
     * @param name as a file has it
     */
    public String canonical(String name) {
      if (ignored.stream().anyMatch(name::endsWith)) {
        return "";
      }
      for (String prefix : prefixes) {
        if (name.startsWith(prefix)) {
          return renamed(name.substring(prefix.length()));
        }
      }
      return renamed(name);
    }

    /** Files of before 2019 name the parts of norms so. */
    private static String renamed(String name) {
      return name.replace("LayerNorm.gamma", "LayerNorm.weight")
          .replace("LayerNorm.beta", "LayerNorm.bias");
    }

    /**
     * {@return a checkpoint by the names that the encoder asks for}
     *
     * @param weights of the base model or of one with heads
     * @throws IllegalArgumentException if two of its names are those of one parameter
     */
    public Weights canonical(Weights weights) {
      var names = new LinkedHashMap<String, String>();
      for (String name : weights.names()) {
        String own = canonical(name);
        String other = own.isEmpty() ? null : names.put(own, name);
        if (other != null) {
          throw new IllegalArgumentException(
              "'%s' and '%s' are two names of one parameter; leave the one in the file that the model was trained with"
                  .formatted(other, name));
        }
      }
      return new RenamedWeights(weights, names);
    }
  }
}
