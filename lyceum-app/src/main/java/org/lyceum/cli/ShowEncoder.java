// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lyceum.folder.Backbone;
import org.lyceum.folder.ModelFolder;
import org.lyceum.onnx.OnnxGraph;
import org.lyceum.text.Tokenizer;

/** Prints what an encoder is, in the words of its {@code config.json}. */
record ShowEncoder(PrintWriter out) {
  private static final Map<String, Pattern> SETTINGS = settings();

  private static Map<String, Pattern> settings() {
    var settings = new LinkedHashMap<String, Pattern>();
    settings.put(
        "attention",
        Pattern.compile("(num|n|encoder)_.*heads?|head_dim|d_kv|.*softcapping|query_pre_.*"));
    settings.put(
        "feed-forward",
        Pattern.compile(
            "intermediate_size|n_inner|d_ff|encoder_ffn_dim|hidden_dim|hidden_act|hidden_activation"
                + "|activation(_function)?|feed_forward_proj|.*expert.*"));
    settings.put(
        "positions",
        Pattern.compile(
            ".*rope.*|.*rotary.*|max_position_embeddings|n_positions|relative_attention.*"
                + "|position_buckets|max_relative_positions|pos_att_type"));
    settings.put(
        "window",
        Pattern.compile(
            "(use_)?sliding_window|max_window_layers|layer_types|local_attention|global_attn_.*"));
    return settings;
  }

  void print(ModelFolder folder) {
    line("encoder", describe(folder.backbone()));
    if (folder.backbone() instanceof Backbone.OfFamily(var architecture, ObjectNode settings)) {
      SETTINGS.forEach((key, names) -> print(key, names, settings));
      var heads = architecture.heads(new OnnxGraph("heads").parameters(folder.weights()));
      line(
          "on top", heads.isEmpty() ? "nothing" : String.join(", ", new TreeSet<>(heads.keySet())));
    }
    Tokenizer tokenizer = folder.tokenizer();
    line(
        "tokenizer",
        "%,d tokens, pads with id %d on the %s"
            .formatted(
                tokenizer.vocabulary(),
                tokenizer.padId(),
                tokenizer.paddingSide().name().toLowerCase(Locale.ROOT)));
  }

  private void print(String key, Pattern names, ObjectNode settings) {
    String found =
        settings.properties().stream()
            .filter(setting -> names.matcher(setting.getKey()).matches())
            .filter(setting -> !setting.getValue().isNull())
            .map(setting -> setting.getKey() + " " + setting.getValue())
            .collect(Collectors.joining(", "));
    if (!found.isEmpty()) {
      line(key, found);
    }
  }

  private void line(String key, Object value) {
    out.printf("%-14s %s%n", key, value);
  }

  private static String describe(Backbone backbone) {
    return switch (backbone) {
      case Backbone.OfFamily(var family, var settings) ->
          "%s: %d layers, width %d, vocabulary %d, %s%s"
              .formatted(
                  family.kind(),
                  family.sizes().layers(),
                  family.sizes().width(),
                  family.sizes().vocabulary(),
                  family.causal() ? "causal" : "bidirectional",
                  family.compared() ? "" : "; no reference values were compared");
      case Backbone.OfTable table ->
          "static table: %d tokens, width %d".formatted(table.vocabulary(), table.width());
    };
  }
}
