// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.cli.CommandRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.folder.FolderCopy;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** What {@code show} and {@code check} say of model folders. */
class ShowAndCheckTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"check", "show"})
  void doWhatTheirHelpShows(String command) {
    var run = CommandRun.example(command);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void showPrintsWhatWasUnderstood() {
    assertThat(CommandRun.of("show", golden("folders/st6/bert-mean-noprompt")).out())
        .contains(
            "bert: 3 layers, width 32",
            "num_attention_heads 4",
            "mean, prompts do not count",
            "48 tokens",
            "query 'Instruct: Given a question, find the answer\\nQuery: '",
            "default prompt document",
            "golden vectors none");
    assertThat(CommandRun.of("show", golden("folders/old/static")).out())
        .contains("static table: 440 tokens, width 32", "longest text   any");
  }

  @Test
  void showPrintsTheSettingsOfEveryFamily() {
    var llama = CommandRun.of("show", golden("encoders/llama"), "--pooling", "mean");
    assertThat(llama.out())
        .contains("an encoder of texts (llama", "ok   weights hold every parameter")
        .contains("num_attention_heads 4", "num_key_value_heads 2", "head_dim 8")
        .contains("intermediate_size 56", "hidden_act \"silu\"", "rope_theta 20000.0")
        .contains("on top         logits", "values in F32", "on the left");
    var gemma = CommandRun.of("show", golden("encoders/gemma3"), "--pooling", "mean");
    assertThat(gemma.out())
        .contains("sliding_window 8", "layer_types [\"sliding_attention\"")
        .contains("rope_local_base_freq 5000.0", "rope_scaling {\"factor\":4.0");
  }

  @Test
  void showSaysWhatWasTriedOfWhatLiesThere() {
    assertThat(CommandRun.of("show", golden("folders/st6/bert-cls")).out())
        .contains("ids within the table\n", "golden vectors none")
        .doesNotContain("it gives the golden");
    assertThat(CommandRun.of("show", "minilm-l6").out())
        .contains("its graph runs; it gives the golden vectors", "golden vectors 3, which it gives")
        .doesNotContain("not here");
  }

  @Test
  void showSaysWhatOtherKindsAre() {
    assertThat(CommandRun.of("show", golden("folders/old/splade-router")).out())
        .contains(
            "sparse: weights of the vocabulary's entries, compared by dot",
            "route query    a weight for each of 440 tokens",
            "route document distilbert of 3 layers with its masked-language head, sum of log1p",
            "default route  document",
            "longest text 32 tokens");
    assertThat(CommandRun.of("show", golden("folders/st6/multi-vector-expansion")).out())
        .contains(
            "multi-vector: a vector each token, compared by maxsim",
            "Dense 32 to 16, identity",
            "filled up to 24 tokens with [MASK], which others do not see; longer ones are cut");
    assertThat(CommandRun.of("show", golden("folders/old/cross-encoder")).out())
        .contains("cross-encoder: 1 score a pair of texts, activation sigmoid");
  }

  @Test
  void showSaysOfAFolderThatDoesNotSayHowItPoolsWhatItNeeds() {
    var run = CommandRun.of("show", golden("encoders/bert"));
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .containsPattern(
            "an encoder of texts .bert: .* layers.*; commands want its --pooling., supported")
        .contains("ok   config.json names a model_type that is known");
    var stated = CommandRun.of("show", golden("encoders/bert"), "--pooling", "cls");
    assertThat(stated.code()).isZero();
    assertThat(stated.out()).contains("pooling        cls");
  }

  @Test
  void showAndCheckSayWhyAFolderIsNotSupported() throws IOException {
    Path odd = Files.createDirectories(folder.resolve("odd"));
    Files.writeString(odd.resolve("config.json"), "{\"model_type\": \"xlnet\"}");
    var show = CommandRun.of("show", odd.toString());
    assertThat(show.code()).isEqualTo(4);
    assertThat(show.err()).isEmpty();
    assertThat(show.out())
        .contains("a folder of transformers, not supported because")
        .containsOnlyOnce("config.json: not supported because model_type is 'xlnet'")
        .contains("FAIL config.json names a model_type that is known");
    var check = CommandRun.of("check", odd.toString());
    assertThat(check.code()).isEqualTo(1);
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).isEqualTo(show.out());
    var good = CommandRun.of("check", golden("folders/old/bert-cls"));
    assertThat(good.code()).isZero();
    assertThat(good.out()).startsWith("a folder of sentence-transformers, supported because");
  }

  @Test
  void checkSaysWhereItIsNotKnownWhetherAReaderReadsAFamily() {
    var run =
        CommandRun.of("check", golden("folders/old/modernbert-mean-dense"), "--for", "st5,tei");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("st5 ok   config.json has a model_type that it reads: modernbert")
        .contains("tei ?    config.json has a model_type that it reads: modernbert")
        .contains("tei will load it, unless a rule marked ? stands against it");
  }

  @Test
  void checkSaysNothingOfAFolderThatIsNoModel() {
    var empty = CommandRun.of("check", folder.toString(), "--for", "tei,st6");
    assertThat(empty.code()).isEqualTo(4);
    assertThat(empty.err()).contains("must be a model folder, with modules.json or config.json");
    assertThat(empty.out()).isEmpty();
  }

  @Test
  void checkSaysOfEachReaderThatWeightsAreCut() throws IOException {
    var cut = folder.resolve("cut");
    FolderCopy.write(Path.of(golden("folders/old/bert-cls")), cut, copy -> {});
    byte[] weights = Files.readAllBytes(cut.resolve("model.safetensors"));
    Files.write(cut.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 100));
    var broken = CommandRun.of("check", cut.toString(), "--for", "tei,st6");
    assertThat(broken.code()).isEqualTo(1);
    assertThat(broken.err()).isEmpty();
    assertThat(broken.out())
        .contains("tei FAIL weights fit the settings", "st6 FAIL weights fit the settings")
        .contains("remedy: model.safetensors: truncated: expected")
        .contains("st6 will not load it as it is, or gives other vectors");
  }

  @Test
  void showSaysOnceThatAWeightIsNoNumber() {
    var damaged = folder.resolve("damaged");
    FolderCopy.write(Path.of(golden("folders/old/bert-cls")), damaged, copy -> {});
    Path file = damaged.resolve("model.safetensors");
    var weights = InMemoryWeights.copyOf(Safetensors.open(file));
    weights.floats(weights.names().iterator().next())[0] = Float.NaN;
    Safetensors.write(file, weights, Map.of());
    var show = CommandRun.of("show", damaged.toString());
    assertThat(show.code()).isEqualTo(4);
    assertThat(show.err()).isEmpty();
    assertThat(show.out()).containsOnlyOnce("weights must be finite, but element 0 of");
  }

  @Test
  void checkSaysInALineThatAReaderHasNoTables() {
    var run = CommandRun.of("check", golden("folders/old/static"), "--for", "tei");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("remedy: none: text-embeddings-inference has no static tables")
        .hasLineCount(3);
    assertThat(CommandRun.of("show", golden("folders/old/static")).out())
        .contains("none; a static table needs none");
  }

  @Test
  void checkSaysWhichVersionsReadATable() {
    var run = CommandRun.of("check", golden("folders/old/static"), "--for", "st2");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains("st2 ?    modules.json makes a static table, which the version must have")
        .contains("remedy: versions 3.2 to 5.3 load it, older do not")
        .contains("st2 will load it, unless a rule marked ? stands against it");
  }

  @Test
  void checkSaysInALineThatAReaderHasNoMultiVectorModels() {
    var run = CommandRun.of("check", golden("folders/st6/multi-vector"), "--for", "st5");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("remedy: none: sentence-transformers before 6 has no multi-vector models")
        .hasLineCount(3);
  }

  @Test
  void checkEndsWithOneAndNamesTheRemedy() {
    var run = CommandRun.of("check", golden("folders/st6/bert-cls"), "--for", "st6,tei");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains(
            "st6 will load it",
            "tei FAIL sentence_bert_config.json has 'max_seq_length'",
            "write it again in the old dialect: lyceum convert FOLDER OUTPUT",
            "tei will not load it as it is");
  }

  @Test
  void checkRefusesAnUnknownReader() {
    var run = CommandRun.of("check", golden("folders/st6/bert-cls"), "--for", "st7");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("unknown reader 'st7'; known: st2, st5, st6, tei, djl");
  }

  @Test
  void checkRefusesAnUnknownModel() {
    var run = CommandRun.of("check", "minilm-l7", "--for", "tei");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("unknown model 'minilm-l7': neither a folder nor one of");
  }

  @Test
  void refusesAPoolingForAModelThatSaysIts() {
    var run = CommandRun.of("show", golden("folders/old/bert-mean"), "--pooling", "cls");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("says how the model pools already", "leave out --pooling");
  }
}
