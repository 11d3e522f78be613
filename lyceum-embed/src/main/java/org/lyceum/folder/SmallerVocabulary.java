// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.Shape;
import org.lyceum.text.Tokenizer;
import org.lyceum.text.VocabularyCut;
import org.lyceum.weights.ChosenRows;
import org.lyceum.weights.Weights;

/**
 * A model with no more tokens than some texts need: these get the same vectors, with each of the
 * model's prompts and without; other texts are split into smaller pieces. Names of the tokenizer's
 * files are those of the model, but for SentencePiece's, which are left out.
 *
 * @param cut which tokens are left
 * @param whole the model
 */
public record SmallerVocabulary(VocabularyCut cut, ModelContent whole) {
  /** Heads that give something for each token. */
  private static final Pattern HEADS =
      Pattern.compile(
          "(.*\\.)?(lm_head|generator_lm_head|predictions|vocab_projector|embed_out)"
              + "(\\.decoder)?\\.(weight|bias)|decoder\\.(weight|bias)|final_logits_bias");

  /**
   * {@return the tokens that texts need}
   *
   * @param whole the model
   * @param texts as they will be embedded
   * @throws IllegalArgumentException if its tokenizer is of a kind that cannot be cut exactly
   */
  public static SmallerVocabulary of(ModelContent whole, List<String> texts) {
    ModelSpec spec = whole.spec();
    var all = new ArrayList<String>();
    all.add("");
    all.addAll(texts);
    for (String prompt : spec.use().prompts().byName().values()) {
      all.add(prompt);
      texts.forEach(text -> all.add(prompt + text));
    }
    all.addAll(Golden.TEXTS);
    try (var tokenizer = TokenizerFiles.open(whole.tokenizer(), spec)) {
      List<String> cased = spec.cased(all).stream().distinct().toList();
      var cut = VocabularyCut.of(tokenizer, cased, spec.backbone().namedIds());
      return new SmallerVocabulary(cut, whole);
    }
  }

  /**
   * {@return the model that has no others}
   *
   * @param files an empty folder for its tokenizer, which must stay until the model is written
   */
  public ModelContent content(Path files) {
    try {
      writeTokenizer(files);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Backbone backbone = whole.spec().backbone();
    return whole
        .with(whole.spec().withBackbone(backbone.withVocabulary(cut)), weights(backbone))
        .withTokenizer(files);
  }

  private Weights weights(Backbone backbone) {
    var axes = new HashMap<String, Integer>();
    for (String name : whole.weights().names()) {
      Shape shape = whole.weights().shape(name);
      if (name.equals(backbone.table()) || HEADS.matcher(name).matches()) {
        IntStream.range(0, shape.rank())
            .filter(axis -> shape.size(axis) == backbone.vocabulary())
            .findFirst()
            .ifPresent(axis -> axes.put(name, axis));
      }
    }
    return new ChosenRows(whole.weights(), axes, cut.kept());
  }

  private void writeTokenizer(Path files) throws IOException {
    Path source = whole.tokenizer();
    Files.writeString(files.resolve("tokenizer.json"), cut.json());
    for (String same : List.of("special_tokens_map.json", "config.json")) {
      if (Files.exists(source.resolve(same))) {
        Files.copy(source.resolve(same), files.resolve(same));
      }
    }
    if (Files.exists(source.resolve("tokenizer_config.json"))) {
      write(files.resolve("tokenizer_config.json"), settings(source));
    }
    if (Files.exists(source.resolve("added_tokens.json"))) {
      ObjectNode added = JsonFile.read(source.resolve("added_tokens.json")).object().deepCopy();
      for (var entry : added.properties()) {
        entry.setValue(added.numberNode(cut.newId(entry.getValue().asInt())));
      }
      write(files.resolve("added_tokens.json"), added);
    }
    writeOlder(source, files);
  }

  /** The vocabulary as readers of slow tokenizers want it. */
  private void writeOlder(Path source, Path files) throws IOException {
    if (Files.exists(source.resolve("vocab.txt"))) {
      try (var tokenizer = Tokenizer.openAsWritten(files)) {
        Files.write(files.resolve("vocab.txt"), TokenizerFiles.lines(tokenizer).getBytes(UTF_8));
      }
    }
    if (Files.exists(source.resolve("vocab.json"))) {
      ObjectNode words = JsonNodeFactory.instance.objectNode();
      cut.vocabulary().forEach(words::put);
      write(files.resolve("vocab.json"), words);
    }
    if (Files.exists(source.resolve("merges.txt"))) {
      String merges = String.join("\n", cut.merges());
      Files.writeString(files.resolve("merges.txt"), "#version: 0.2\n" + merges + "\n");
    }
  }

  private ObjectNode settings(Path source) {
    ObjectNode settings =
        JsonFile.read(source.resolve("tokenizer_config.json")).object().deepCopy();
    if (settings.path("added_tokens_decoder") instanceof ObjectNode added) {
      Map<Integer, ObjectNode> sorted = new TreeMap<>();
      for (var entry : added.properties()) {
        sorted.put(cut.newId(Integer.parseInt(entry.getKey())), (ObjectNode) entry.getValue());
      }
      ObjectNode changed = settings.putObject("added_tokens_decoder");
      sorted.forEach((id, token) -> changed.set(Integer.toString(id), token));
    }
    return settings;
  }

  private static void write(Path file, ObjectNode content) throws IOException {
    Files.write(file, JsonText.of(content).getBytes(UTF_8));
  }
}
