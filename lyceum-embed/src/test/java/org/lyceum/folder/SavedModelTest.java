// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lyceum.GoldenFiles;
import org.lyceum.TestFolders;
import org.lyceum.embed.EmbedderOptions;
import org.lyceum.embed.Embedders;
import org.lyceum.embed.ModelAnswers;
import org.lyceum.embed.RouteRunner;
import org.lyceum.encoder.Activation;
import org.lyceum.files.JsonFile;
import org.lyceum.tensor.DataException;

class SavedModelTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "bert-cls|bert of 3 layers, cls pooling, Normalize|a vector of width 32",
        "modernbert-mean-dense|modernbert of 4 layers, mean pooling, Dense 32 to 20, tanh,"
            + " Normalize|a vector of width 20",
        "splade|distilbert of 3 layers with its masked-language head, max of log1p relu|weights of"
            + " the vocabulary of width 440",
        "cross-encoder|bert of 3 layers with its classification head|scores of width 1",
        "cross-encoder-3|bert of 3 layers with its classification head|scores of width 3",
      })
  void understandsEveryKindInEveryDialect(String name, String modules, String output) {
    for (String dialect : List.of("old", "st5", "st6")) {
      var layout = ModelLayout.read(GoldenFiles.path("folders/" + dialect + "/" + name));
      assertThat(layout.isRouted()).isFalse();
      Route route = layout.route(TextRole.QUERY);
      assertThat(route.describe()).isEqualTo(modules);
      assertThat(route.output()).hasToString(output);
      assertThat(route.input().maxTokens()).isIn(32, 48);
    }
  }

  @ParameterizedTest
  @CsvSource({"old", "st5", "st6"})
  void understandsRouters(String dialect) {
    var dense = ModelLayout.read(GoldenFiles.path("folders/" + dialect + "/router"));
    assertThat(dense.routes()).containsOnlyKeys("query", "document");
    assertThat(dense.route(TextRole.QUERY).describe())
        .isEqualTo("static table of 440 tokens, Normalize");
    assertThat(dense.route(TextRole.ANY)).isEqualTo(dense.route(TextRole.DOCUMENT));
    var sparse = ModelLayout.read(GoldenFiles.path("folders/" + dialect + "/splade-router"));
    assertThat(sparse.kind()).isEqualTo(new ModelKind.Sparse(Similarity.DOT));
    assertThat(sparse.route(TextRole.QUERY).describe())
        .isEqualTo("a weight for each of 440 tokens");
  }

  @Test
  void readsWhatScoresAreMadeWith() {
    assertThat(ModelLayout.read(GoldenFiles.path("folders/old/cross-encoder")).kind())
        .isEqualTo(new ModelKind.CrossEncoder(Activation.SIGMOID, 1));
    assertThat(ModelLayout.read(GoldenFiles.path("folders/old/cross-encoder-3")).kind())
        .isEqualTo(new ModelKind.CrossEncoder(Activation.IDENTITY, 3));
    Path copy = TestFolders.copy("folders/old/cross-encoder", folder);
    TestFolders.replace(copy.resolve("config.json"), "activation_fn", "something");
    assertThat(ModelLayout.read(copy).kind()) // one label: sigmoid where nothing is said
        .isEqualTo(new ModelKind.CrossEncoder(Activation.SIGMOID, 1));
    TestFolders.replace(
        copy.resolve("config.json"),
        "\"sentence_transformers\"",
        "\"sbert_ce_default_activation_function\": \"torch.nn.modules.linear.Identity\","
            + " \"sentence_transformers\"");
    assertThat(ModelLayout.read(copy).kind())
        .isEqualTo(new ModelKind.CrossEncoder(Activation.IDENTITY, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "old/router, OLD",
    "st6/router, NEW",
    "old/splade, NEW",
    "st6/splade-router, OLD",
    "st5/cross-encoder, OLD",
    "old/cross-encoder-3, NEW",
    "st6/multi-vector-expansion, NEW",
    "st6/modernbert-mean-dense, OLD"
  })
  void writesTheSameBytesOfWhatItWrote(String name, Dialect dialect) throws IOException {
    Path once = folder.resolve("once");
    Path twice = folder.resolve("twice");
    try (var model = SavedModel.open(GoldenFiles.path("folders/" + name))) {
      SavedModelWriter.write(model, once, dialect, false);
    }
    try (var model = SavedModel.open(once)) {
      SavedModelWriter.write(model, twice, dialect, false);
    }
    assertThat(files(twice)).isEqualTo(files(once));
    for (String file : files(once)) {
      assertThat(Files.mismatch(once.resolve(file), twice.resolve(file))).as(file).isEqualTo(-1);
    }
  }

  @Test
  void opensTwoRoutesThroughTheSameModules() throws IOException {
    Path copy = TestFolders.copy("folders/old/router", folder);
    Path router = copy.resolve("router_config.json");
    var config = JsonFile.read(router).object().deepCopy();
    var structure = (ObjectNode) config.get("structure");
    structure.set("query", structure.get("document"));
    ((ObjectNode) config.get("types")).remove("query_0_StaticEmbedding");
    Files.writeString(router, config.toString());
    var model = SavedModel.open(copy);
    assertThat(model.layout().route(TextRole.QUERY))
        .isEqualTo(model.layout().route(TextRole.DOCUMENT));
    assertThat(model.input("", "a small dog", TextRole.QUERY).ids())
        .isEqualTo(model.input("", "a small dog", TextRole.DOCUMENT).ids());
    model.close();
    for (TextRole role : List.of(TextRole.QUERY, TextRole.DOCUMENT)) {
      assertThatThrownBy(() -> model.input("", "a small dog", role))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void writesWhatOlderReadersKnowAndWhereItCameFrom() throws IOException {
    Path source = TestFolders.copy("folders/st6/router", folder.resolve("source"));
    Files.writeString(source.resolve(Provenance.FILE), "{\"recipe\": \"a\"}");
    Files.writeString(source.resolve(Golden.FILE), "{\"texts\": []}");
    List<String> settings =
        files(source).stream().filter(file -> file.endsWith("tokenizer_config.json")).toList();
    for (String file : settings) {
      var own = JsonFile.read(source.resolve(file)).object().deepCopy();
      Files.writeString(
          source.resolve(file), own.put("tokenizer_class", "TokenizersBackend").toString());
    }
    Path target = folder.resolve("target");
    try (var model = SavedModel.open(source)) {
      SavedModelWriter.write(model, target, Dialect.OLD, false);
    }
    assertThat(settings).isNotEmpty();
    for (String file : files(target)) {
      if (file.endsWith("tokenizer_config.json")) {
        assertThat(Files.readString(target.resolve(file))).doesNotContain("TokenizersBackend");
      }
    }
    for (String file : List.of(Provenance.FILE, Golden.FILE)) {
      assertThat(target.resolve(file)).hasSameTextualContentAs(source.resolve(file));
    }
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void refusesToWriteWhatTheOldDialectCannotSay() {
    try (var model = SavedModel.open(GoldenFiles.path("folders/st6/multi-vector"))) {
      assertThatThrownBy(
              () -> SavedModelWriter.write(model, folder.resolve("old"), Dialect.OLD, false))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("the old dialect cannot say");
    }
    assertThat(folder.resolve("old")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        // a vector each text has one encoder
        "old/splade|config_sentence_transformers.json|SparseEncoder|SentenceTransformer|must be"
            + " SparseEncoder",
        "old/splade|1_SpladePooling/config.json|\"max\"|\"mean\"|'pooling_strategy' must be max or"
            + " sum, got 'mean'",
        "old/splade|1_SpladePooling/config.json|440|441|must be the vocabulary's 440, got 441",
        "old/splade|modules.json|MLMTransformer|SparseAutoEncoder|not supported because of the"
            + " module type",
        "st6/splade|sentence_bert_config.json|fill-mask|text-generation|'transformer_task' is"
            + " 'text-generation'",
        "st6/splade|sentence_bert_config.json|\"logits\"|\"hidden\"|'method_output_name' is"
            + " 'hidden', not 'logits'",
        "st6/splade|sentence_bert_config.json|fill-mask|feature-extraction|'method_output_name' is"
            + " 'logits'",
        "old/router|router_config.json|\"default_route\": \"document\"|\"default_route\":"
            + " \"answer\"|a route must be one of",
        "old/router|router_config.json|\"query_0_StaticEmbedding\"\\s+]|\"../x\"]|must stay inside"
            + " the model folder",
        "old/router|router_config.json|models.StaticEmbedding|models.BoW|not supported because of"
            + " the module type",
        "old/router|document_1_Pooling/config.json|32|33|the pooled width must be the encoder's,"
            + " 32, got 33",
        "st6/router|router_config.json|\"route_mappings\": \\{}|\"route_mappings\":"
            + " []|'route_mappings' must be an object",
        "st6/router|config_sentence_transformers.json|\"default_prompt_name\":"
            + " null|\"default_prompt_name\": \"x\"|the default prompt 'x' must be one of",
        "st6/multi-vector|2_MultiVectorMask/config.json|\"skiplist_words\":"
            + " \\[]|\"skiplist_words\": \".\"|'skiplist_words' must be an array",
        "st6/cross-encoder|config_sentence_transformers.json|activation.Sigmoid|activation.Softmax|'activation_fn':"
            + " unknown activation",
        "st6/cross-encoder|config.json|\"bert\"|\"t5\"|config.json",
        "st6/cross-encoder-3|config.json|\"1\": \"LABEL_1\",\\s+\"2\"|\"1\"|classifier.weight",
        "st6/multi-vector|1_Dense/config.json|\"module_input_name\":"
            + " \"token_embeddings\"|\"module_input_name\": \"sentence_embedding\"|must both be"
            + " sentence_embedding or token_embeddings",
        "st6/multi-vector|3_Normalize/config.json|token_embeddings|sentence_embedding|a Normalize"
            + " must get a vector",
        "st6/multi-vector|config_sentence_transformers.json|MultiVectorEncoder|SentenceTransformer|must"
            + " be MultiVectorEncoder",
        "st6/multi-vector-attend|sentence_bert_config.json|\"fixed\"|\"longest\"|'strategy' must be"
            + " fixed or min",
        "st6/multi-vector-attend|sentence_bert_config.json|24|240|'length' must lie in 1..64",
        "st6/multi-vector-attend|sentence_bert_config.json|MASK|MASQUE|must be in the vocabulary,"
            + " but '[MASQUE]' is not",
        "st6/multi-vector-attend|sentence_bert_config.json|\"attend\"|\"attends\"|'query_expansion'"
            + " must hold",
      })
  void refusesWhatIsWrongAndSaysWhere(
      String name, String file, String regex, String replacement, String message) {
    Path copy = TestFolders.copy("folders/" + name, folder);
    TestFolders.replace(copy.resolve(file), regex, replacement);
    assertThatThrownBy(() -> SavedModel.open(copy).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesAHeadThatIsNotThere() {
    Path copy = TestFolders.copy("folders/st6/bert-mean", folder);
    TestFolders.replace(copy.resolve("config.json"), "BertModel", "BertForSequenceClassification");
    TestFolders.delete(copy.resolve("modules.json"));
    assertThatThrownBy(() -> SavedModel.open(copy).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining(
            "must fit their configuration: there is no array 'classifier.weight'");
  }

  @ParameterizedTest
  @CsvSource({
    "old/router, 'a dense model, with routes [query, document]'",
    "old/splade, a sparse model",
    "st6/multi-vector, a multi-vector model",
    "old/cross-encoder, a cross-encoder",
    "st5/cross-encoder, a cross-encoder"
  })
  void isRefusedWhereAVectorATextIsWanted(String name, String what) {
    Path path = GoldenFiles.path("folders/" + name);
    assertThat(SavedModel.isNeededFor(path)).isTrue();
    assertThatThrownBy(() -> ModelFolder.open(path).close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold one encoder ")
        .hasMessageContaining(", but is " + what)
        .hasMessageContaining("lyceum show");
    assertThat(SavedModel.isNeededFor(GoldenFiles.path("folders/old/bert-cls"))).isFalse();
  }

  @Test
  void embedsQueriesAndDocumentsByTheirRoutes() {
    Path router = GoldenFiles.path("folders/st6/router");
    var expected = GoldenFiles.json("folders/st6/router/expected.json");
    var texts = new ArrayList<String>();
    expected.path("texts").forEach(text -> texts.add(text.asText()));
    try (var embedder = Embedders.open(router, EmbedderOptions.DEFAULT.threads(2))) {
      assertThat(embedder.width()).isEqualTo(32);
      isNear(embedder.embedQuery(texts).rows(), expected.path("answers").path("0"));
      isNear(embedder.embedDocument(texts).rows(), expected.path("answers").path("1"));
      isNear(embedder.embed(texts).rows(), expected.path("answers").path("2"));
      assertThat(embedder.embedDocument(texts).truncated()).isNotEmpty();
    }
    try (var embedder = Embedders.open(router, EmbedderOptions.DEFAULT.truncateDim(5))) {
      float[] row = embedder.embedQuery(List.of("a")).rows().getFirst();
      assertThat(row).hasSize(5);
      assertThat(Similarity.DOT.of(row, row)).isCloseTo(1, Offset.offset(1e-6));
    }
    assertThatThrownBy(
            () ->
                Embedders.open(GoldenFiles.path("folders/st6/splade"), EmbedderOptions.DEFAULT)
                    .close())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("is a sparse model");
    assertThatThrownBy(
            () ->
                Embedders.open(router, EmbedderOptions.DEFAULT.precision(GraphPrecision.INT8))
                    .close())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("has no 8-bit graph");
  }

  private static void isNear(List<float[]> rows, JsonNode answer) {
    for (int i = 0; i < rows.size(); i++) {
      float[] row = rows.get(i);
      for (int j = 0; j < row.length; j++) {
        double wanted = answer.path("vectors").path(i).path(j).asDouble();
        assertThat((double) row[j]).isCloseTo(wanted, Offset.offset(1e-5));
      }
    }
  }

  @Test
  void ranksOnlyByOneScore() {
    try (var model = SavedModel.open(GoldenFiles.path("folders/old/cross-encoder-3"));
        var runner = new RouteRunner(model)) {
      var answers = new ModelAnswers(model, runner);
      assertThat(answers.scores("a", "b")).hasSize(3);
      assertThatThrownBy(() -> answers.rank("a", List.of("b")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("gives several scores");
      assertThatThrownBy(() -> answers.vector("", "a", TextRole.ANY))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("is a CrossEncoder");
    }
  }
}
