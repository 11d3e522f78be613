// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lyceum.encoder.Encoder;
import org.lyceum.encoder.StaticTable;
import org.lyceum.family.Architecture;
import org.lyceum.family.BertConfig;
import org.lyceum.family.Families;
import org.lyceum.family.LayerSubset;
import org.lyceum.files.JsonFile;
import org.lyceum.files.Sha256;
import org.lyceum.nn.Parameters;
import org.lyceum.tensor.DataException;
import org.lyceum.text.VocabularyCut;

/** What a model's encoder is, without its parameters. */
public sealed interface Backbone {
  /**
   * {@return the encoder with these parameters}
   *
   * @param parameters by the names of the base model
   */
  Encoder load(Parameters parameters);

  /**
   * {@return a BERT encoder of which only the sizes are known}
   *
   * @param config its sizes
   * @param padId the id of its tokenizer's padding
   */
  static Backbone bert(BertConfig config, int padId) {
    return OfFamily.of(config.settings(padId));
  }

  /** {@return the width of its states} */
  int width();

  /** {@return the number of token ids it knows} */
  int vocabulary();

  /** {@return the name of the parameter in which token ids are looked up, {@code (V, D)}} */
  String table();

  /** {@return the {@code model_type} of its {@code config.json}, or {@code static}} */
  String kind();

  /** {@return what its speed depends on, in the same words in every process} */
  default String shapes() {
    return switch (this) {
      case OfFamily(Architecture family, ObjectNode settings) ->
          "%s %s %s"
              .formatted(
                  family.kind(), family.sizes(), Sha256.of(Families.telling(settings).toString()));
      case OfTable table -> table.toString();
    };
  }

  /** {@return the transformer, or null where it is a table} */
  default @Nullable Architecture architecture() {
    return null;
  }

  /**
   * {@return an encoder of some of its layers}
   *
   * @param layers which
   * @throws IllegalArgumentException if it has no layers, or one cannot stand elsewhere
   */
  default Backbone of(LayerSubset layers) {
    return switch (this) {
      case OfFamily(Architecture family, ObjectNode settings) ->
          OfFamily.of(layers.settings(family, settings));
      case OfTable table -> throw new IllegalArgumentException("a static table has no layers");
    };
  }

  /**
   * {@return an encoder of fewer tokens}
   *
   * @param cut which are left; it keeps the {@link #namedIds}
   */
  default Backbone withVocabulary(VocabularyCut cut) {
    return switch (this) {
      case OfFamily(Architecture family, ObjectNode settings) ->
          OfFamily.of(ConfigIds.renumbered(settings, cut));
      case OfTable(int vocabulary, int width) -> new OfTable(cut.size(), width);
    };
  }

  /** {@return the ids that it needs whatever texts are made of} */
  default SortedSet<Integer> namedIds() {
    var ids = new TreeSet<Integer>();
    Architecture architecture = architecture();
    if (architecture != null) {
      IntStream.range(0, architecture.fixedIds()).forEach(ids::add);
    }
    if (this instanceof OfFamily(Architecture family, ObjectNode settings)) {
      ids.addAll(ConfigIds.of(settings));
    }
    return ids.subSet(0, vocabulary());
  }

  /**
   * {@return an encoder whose rotary positions have another base, for longer texts; where layers
   * that see a window have a base of their own, they keep it}
   *
   * @param base such as 1,000,000
   * @throws IllegalArgumentException if its configuration has no such base
   * @see <a href="https://arxiv.org/abs/2309.16039">Xiong et al. 2023</a>, section 4.1
   */
  default Backbone withRotaryBase(double base) {
    if (this instanceof OfFamily(Architecture family, ObjectNode settings)) {
      var changed = settings.deepCopy();
      ObjectNode place = changed;
      for (String inner : List.of("rope_parameters", "full_attention")) {
        place = place.path(inner) instanceof ObjectNode deeper ? deeper : place;
      }
      for (String name : List.of("rope_theta", "global_rope_theta")) {
        if (place.has(name)) {
          place.put(name, base);
          return OfFamily.of(changed);
        }
      }
    }
    throw new IllegalArgumentException(
        "the configuration of a %s model has no rope_theta to change".formatted(kind()));
  }

  /**
   * A transformer.
   *
   * @param architecture what it is
   * @param settings the content of its {@code config.json}, which says the same
   */
  record OfFamily(Architecture architecture, ObjectNode settings) implements Backbone {
    /**
     * {@return the transformer that a file describes}
     *
     * @param config its {@code config.json}
     * @throws DataException if it is of no known family, or a setting is not supported
     */
    public static OfFamily of(JsonFile config) {
      return new OfFamily(Families.of(config), config.object());
    }

    private static OfFamily of(ObjectNode settings) {
      return of(new JsonFile(Path.of("config.json"), settings));
    }

    @Override
    public Encoder load(Parameters parameters) {
      return architecture.load(parameters);
    }

    @Override
    public int width() {
      return architecture.sizes().width();
    }

    @Override
    public int vocabulary() {
      return architecture.sizes().vocabulary();
    }

    @Override
    public String table() {
      return architecture.table();
    }

    @Override
    public String kind() {
      return architecture.kind();
    }
  }

  /**
   * A table of token vectors.
   *
   * @param vocabulary rows, {@code V}
   * @param width {@code D}
   */
  record OfTable(int vocabulary, int width) implements Backbone {
    @Override
    public Encoder load(Parameters parameters) {
      return StaticTable.load(parameters, vocabulary, width);
    }

    @Override
    public String table() {
      return StaticTable.NAME;
    }

    @Override
    public String kind() {
      return "static";
    }
  }
}
