// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import org.lyceum.encoder.Bert;
import org.lyceum.encoder.BertConfig;
import org.lyceum.encoder.Encoder;
import org.lyceum.encoder.StaticTable;
import org.lyceum.nn.Parameters;

/** What a model's encoder is, without its parameters. */
public sealed interface Backbone {
  /**
   * {@return the encoder with these parameters}
   *
   * @param parameters by the names of the base model
   */
  Encoder load(Parameters parameters);

  /** {@return the width of its states} */
  int width();

  /** {@return the number of token ids it knows} */
  int vocabulary();

  /** {@return the name of the parameter in which token ids are looked up, {@code (V, D)}} */
  String table();

  /** {@return the {@code model_type} of its {@code config.json}, or {@code static}} */
  String kind();

  /**
   * A BERT encoder.
   *
   * @param config its sizes
   */
  record OfBert(BertConfig config) implements Backbone {
    @Override
    public Encoder load(Parameters parameters) {
      return Bert.load(config, parameters);
    }

    @Override
    public int width() {
      return config.width();
    }

    @Override
    public int vocabulary() {
      return config.vocabulary();
    }

    @Override
    public String table() {
      return Bert.TABLE;
    }

    @Override
    public String kind() {
      return "bert";
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
