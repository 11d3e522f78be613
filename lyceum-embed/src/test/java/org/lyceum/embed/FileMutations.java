// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Consumer;
import org.lyceum.GoldenFiles;
import org.lyceum.files.JsonFile;
import org.lyceum.folder.ModelFolder;
import org.lyceum.folder.StatedPooling;
import org.lyceum.pooling.Pooling;

/** Changes of a folder's files beside weights and {@code config.json}, and what they mean. */
final class FileMutations {
  private static final String MODULES = "modules.json";
  private static final String POOLING = "1_Pooling/config.json";
  private static final String LIMITS = "sentence_bert_config.json";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String TOKENS = "tokenizer_config.json";
  private static final String USE = "config_sentence_transformers.json";

  private FileMutations() {}

  static Expected cut(ChangedFolder folder) {
    folder.cut(
        folder.any(List.of("config.json", MODULES, POOLING, LIMITS, TOKENIZER, TOKENS, USE)));
    return Expected.REFUSED;
  }

  static Expected remove(ChangedFolder folder) {
    String name =
        folder.any(List.of("config.json", "model.safetensors", TOKENIZER, POOLING, MODULES));
    folder.delete(name);
    return name.equals("model.safetensors")
        ? Expected.REFUSED_OR_SAME // the graph may hold them once more
        : Expected.REFUSED;
  }

  private static Expected change(
      ChangedFolder folder, String file, Expected expected, Consumer<ObjectNode> change) {
    var node = folder.object(file);
    change.accept(node);
    folder.write(file, node);
    return (what, found, right) -> expected.check(what + ": " + file, found, right);
  }

  static Expected tokenizer(ChangedFolder folder) {
    return switch (folder.random().nextInt(6)) {
      case 0 -> change(folder, TOKENIZER, Expected.REFUSED, all -> all.remove("model"));
      case 1 -> change(folder, TOKENIZER, Expected.REFUSED, all -> all.put("model", "strange"));
      case 2 -> change(folder, TOKENIZER, Expected.SAME, all -> all.putNull("decoder"));
      case 3 -> change(folder, TOKENIZER, Expected.SAME, FileMutations::truncates);
      case 4 -> change(folder, TOKENIZER, Expected.REFUSED, all -> all.put("normalizer", 7));
      default -> change(folder, TOKENIZER, Expected.REFUSED, FileMutations::knowsMore);
    };
  }

  /** Whoever embeds says itself how long texts may be. */
  private static void truncates(ObjectNode all) {
    all.putObject("truncation")
        .put("direction", "Right")
        .put("max_length", 3)
        .put("strategy", "LongestFirst")
        .put("stride", 0);
  }

  /** Tokens without a row in the table. */
  private static void knowsMore(ObjectNode all) {
    var tokens = all.withArray("added_tokens");
    int first = 100_000;
    for (int i = 0; i < 600; i++) {
      tokens
          .addObject()
          .put("id", first + i)
          .put("content", "<strange-" + i + ">")
          .put("single_word", false)
          .put("lstrip", false)
          .put("rstrip", false)
          .put("normalized", false)
          .put("special", true);
    }
  }

  static Expected tokenizerSettings(ChangedFolder folder) {
    return switch (folder.random().nextInt(4)) {
      case 0 -> change(folder, TOKENS, Expected.REFUSED, all -> all.put("model_max_length", 0));
      case 1 ->
          change(folder, TOKENS, Expected.SAME, all -> all.put("model_max_length", 1_000_000));
      case 2 -> change(folder, TOKENS, Expected.SAME, all -> all.put("strange", 1));
      default ->
          change(
              folder,
              TOKENS,
              Expected.SAME,
              all -> all.put("clean_up_tokenization_spaces", folder.random().nextBoolean()));
    };
  }

  static Expected limits(ChangedFolder folder) {
    return switch (folder.random().nextInt(6)) {
      case 0 -> change(folder, LIMITS, Expected.REFUSED, all -> all.put("max_seq_length", -3));
      case 1 -> change(folder, LIMITS, Expected.REFUSED, all -> all.put("max_seq_length", "many"));
      case 2 ->
          change(
              folder, LIMITS, Expected.SAME, all -> all.put("max_seq_length", Integer.MAX_VALUE));
      case 3 ->
          change(folder, LIMITS, Expected.REFUSED_OR_OTHER, all -> all.put("max_seq_length", 4));
      case 4 -> change(folder, LIMITS, Expected.SAME, all -> all.put("do_lower_case", true));
      default ->
          change(folder, LIMITS, Expected.REFUSED, all -> all.put("transformer_task", "strange"));
    };
  }

  static Expected use(ChangedFolder folder) {
    return switch (folder.random().nextInt(4)) {
      case 0 ->
          change(folder, USE, Expected.REFUSED, all -> all.put("similarity_fn_name", "strange"));
      case 1 ->
          change(folder, USE, Expected.REFUSED, all -> all.put("default_prompt_name", "strange"));
      case 2 -> change(folder, USE, Expected.REFUSED, all -> all.put("truncate_dim", -1));
      default -> change(folder, USE, Expected.SAME, all -> all.put("strange", 1));
    };
  }

  static Expected pooling(ChangedFolder folder) {
    String mean = "pooling_mode_mean_tokens";
    return switch (folder.random().nextInt(5)) {
      case 0 -> change(folder, POOLING, Expected.REFUSED, all -> all.put(mean, false));
      case 1 -> change(folder, POOLING, Expected.REFUSED, all -> all.put(mean, "strange"));
      case 2 -> change(folder, POOLING, Expected.REFUSED, all -> all.remove(mean));
      case 3 ->
          change(folder, POOLING, Expected.REFUSED, all -> all.put("word_embedding_dimension", 31));
      default ->
          change(
              folder,
              POOLING,
              like(folder, new StatedPooling(new Pooling.ClsPooling(), true)),
              all -> all.put(mean, false).put("pooling_mode_cls_token", true));
    };
  }

  /** Two modules of one number, of which nobody knows which is the first. */
  static Expected samePlace(ChangedFolder folder) {
    var modules = (ArrayNode) JsonFile.read(folder.path().resolve(MODULES)).root().deepCopy();
    int which = 1 + folder.random().nextInt(modules.size() - 1);
    ((ObjectNode) modules.get(which)).put("idx", which - 1);
    folder.write(MODULES, modules);
    return Expected.REFUSED;
  }

  static Expected modules(ChangedFolder folder) {
    var modules = (ArrayNode) JsonFile.read(folder.path().resolve(MODULES)).root().deepCopy();
    var expected = modules(folder, modules, folder.random().nextInt(5));
    folder.write(MODULES, modules);
    return expected;
  }

  private static Expected modules(ChangedFolder folder, ArrayNode modules, int which) {
    var second = (ObjectNode) modules.get(1);
    switch (which) {
      case 0 -> second.put("type", "sentence_transformers.models.Strange");
      case 1 -> second.put("path", "9_Nowhere");
      case 2 -> modules.remove(1);
      case 3 -> modules.removeAll();
      default -> {
        modules.remove(2);
        return like(folder, new StatedPooling(new Pooling.MeanPooling(), false));
      }
    }
    return Expected.REFUSED;
  }

  /** The vectors of the encoder alone, whose pooling is stated. */
  private static Expected like(ChangedFolder folder, StatedPooling pooling) {
    return Expected.refusedOrLike(
        () -> {
          var encoder = GoldenFiles.path("encoders/" + folder.family());
          var options = EmbedderOptions.DEFAULT.threads(1);
          try (var embedder = Embedders.open(ModelFolder.open(encoder, pooling), options)) {
            return embedder.embed(MutatedFoldersTest.TEXTS).rows();
          }
        });
  }
}
