// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lyceum.GoldenFiles;
import org.lyceum.embed.FolderCopy;
import org.lyceum.tensor.Shape;
import org.lyceum.weights.InMemoryWeights;
import org.lyceum.weights.Safetensors;

/** The commands about model folders. */
class ModelCommandsTest {
  @TempDir Path folder;

  static String golden(String name) {
    return GoldenFiles.path(name).toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "show"})
  void doWhatTheirHelpShows(String command) {
    var run = CommandRun.example(command);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
  }

  @Test
  void fetchPrintsTheFolderOfAModelThatIsThere() {
    var run = CommandRun.example("fetch", Map.of("bge-small-en", "minilm-l6"));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(Path.of(run.out().strip()).resolve("modules.json")).exists();
  }

  @Test
  void fetchRefusesAnUnknownName() {
    var run = CommandRun.of("fetch", "bert-base");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("known: minilm-l6, bge-small-en, e5-small").hasLineCount(1);
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
  void convertWritesOtherKindsAgain() {
    Path written = folder.resolve("written");
    String source = golden("folders/st5/cross-encoder");
    var run = CommandRun.of("convert", source, written.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).isEqualTo("wrote %s, in the old dialect\n".formatted(written));
    assertThat(written.resolve("modules.json")).doesNotExist(); // the old dialect has none of it
    var same = CommandRun.of("verify", written.toString(), source);
    assertThat(same.code()).as(same.out() + same.err()).isZero();
    var refused =
        CommandRun.of("convert", golden("folders/st6/multi-vector"), folder + "/old-multi");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err())
        .contains("the old dialect cannot say", "write the new one (--format new)")
        .hasLineCount(1);
    var pictures = CommandRun.of("convert", golden("encoders/vit"), folder + "/vit");
    assertThat(pictures.code()).isEqualTo(4);
    assertThat(pictures.err()).contains("model_type is 'vit', which takes pictures");
    var type = CommandRun.of("convert", source, folder + "/f8", "--dtype", "f8");
    assertThat(type.err()).contains("[f32, f16, bf16]");
  }

  @Test
  void embedRefusesWhatGivesNoVectorEachText() {
    var run = CommandRun.of("embed", golden("folders/st6/cross-encoder"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .contains("is a cross-encoder, which gives scores of pairs", "lyceum show")
        .hasLineCount(1);
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
    assertThat(show.err()).contains("odd: config.json: not supported because").hasLineCount(1);
    assertThat(show.out())
        .contains("a folder of transformers, not supported because")
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
        .contains("tei will load it, if it reads such a model");
  }

  @Test
  void verifyPrintsEveryDifferenceOfBothRuntimes() {
    var run = CommandRun.example("verify", Map.of("golden/encoders/bert", golden("encoders/bert")));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains("right.hidden.3", "ok   torch", "ok   onnx", "right.lm_grad.", " 0 beyond")
        .doesNotContain("FAIL");
  }

  @Test
  void verifyEndsWithOneWhereTheModelDoesNotGiveAnArray() throws IOException {
    var source = Safetensors.open(Path.of(golden("encoders/bert"), "expected.safetensors"));
    var fixture = new InMemoryWeights();
    for (String name : List.of("right.input_ids", "right.attention_mask", "right.token_type_ids")) {
      fixture.put(name, source.shape(name), source.longs(name));
    }
    for (String name : List.of("right.last_hidden_state", "right.pooled.mean")) {
      fixture.put(name, source.shape(name), source.floats(name));
    }
    Path file = folder.resolve("expected.safetensors");
    Safetensors.write(file, fixture, Map.of());
    var whole = CommandRun.of("verify", golden("encoders/bert"), file.toString());
    assertThat(whole.out()).endsWith("4 arrays compared, 0 beyond the tolerance\n");
    assertThat(whole.code()).isZero();
    fixture.put("right.gates", Shape.of(1), new float[1]);
    Safetensors.write(file, fixture, Map.of());
    var run = CommandRun.of("verify", golden("encoders/bert"), file.toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("right.gates: the model gives no array of this name")
        .endsWith("4 arrays compared, 0 beyond the tolerance, 1 not compared\n");
  }

  @Test
  void verifyComparesEveryFolderBelow() throws IOException {
    for (String name : List.of("right", "wrong")) {
      Path copy = Files.createDirectories(folder.resolve("all").resolve(name));
      for (String file : List.of("config.json", "model.safetensors", "expected.safetensors")) {
        Files.copy(Path.of(golden("encoders/bert")).resolve(file), copy.resolve(file));
      }
    }
    Files.delete(folder.resolve("all/wrong/model.safetensors"));
    var run = CommandRun.of("verify", folder.resolve("all").toString());
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out())
        .contains("ok   right  ", "FAIL wrong  ", "must hold weights", "1 of 2 folders hold");
    var none = CommandRun.of("verify", Files.createDirectories(folder.resolve("no")).toString());
    assertThat(none.code()).isEqualTo(4);
    assertThat(none.err()).contains("must hold folders with expected.safetensors").hasLineCount(1);
  }

  @Test
  void convertTakesSomeLayers() throws IOException {
    String bert = golden("folders/old/bert-cls");
    String deeper = folder.resolve("deeper").toString();
    assertThat(CommandRun.of("convert", bert, deeper, "--layers", "0,1,0,2").code()).isZero();
    assertThat(CommandRun.of("show", deeper).out()).contains("bert: 4 layers");
    assertThat(Path.of(deeper, "README.md"))
        .content()
        .contains(
            "# deeper", "bert, 4 layers", "is to be trained before use", "base_model: bert-cls");
    var base = CommandRun.of("convert", bert, folder.resolve("no").toString(), "--rope-theta", "0");
    assertThat(base.code()).isEqualTo(2);
    assertThat(base.err()).contains("--rope-theta must be a positive number, got 0.0");
    Path empty = folder.resolve("empty.txt");
    Files.writeString(empty, "\n");
    String none = folder.resolve("none").toString();
    var no = CommandRun.of("convert", bert, none, "--vocabulary", empty.toString());
    assertThat(no.code()).isEqualTo(4);
    assertThat(no.err()).contains("empty.txt: must hold texts, a text a line");
    assertThat(Path.of(none)).doesNotExist();
    var wrong = CommandRun.of("convert", bert, folder.resolve("no").toString(), "--layers", "0,9");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("layers to keep must lie in 0..2, got 9");
    var llama = golden("encoders/llama");
    var high = CommandRun.of("convert", llama, none, "--pooling", "mean", "--layers", "7");
    assertThat(high.code()).isEqualTo(2);
    assertThat(high.err()).contains("layers to keep must lie in 0..2, got 7").hasLineCount(1);
  }

  @Test
  void convertSaysWhereAChangedModelCameFrom() throws IOException {
    String bert = golden("folders/old/bert-cls");
    Path small = folder.resolve("small");
    Path texts = Files.writeString(folder.resolve("kept.txt"), "a small dog\n");
    var run =
        CommandRun.of(
            "convert",
            bert,
            "" + small,
            "--dtype",
            "bf16",
            "--layers",
            "0,2",
            "--width",
            "16",
            "--vocabulary",
            "" + texts);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(small.resolve("README.md"))
        .content()
        .contains("layers 0,2; width 16; vocabulary of the texts of kept.txt; dtype bf16");
    assertThat(CommandRun.of("show", small.toString()).out())
        .contains("made by        lyceum convert bert-cls", "layers = 0,2", "dtype = bf16")
        .containsPattern("parent +[0-9a-f]{16}")
        .containsPattern("data +kept.txt = [0-9a-f]{64}");
  }

  @Test
  void convertCopiesTheBlockThatTurnsTheStatesLeast() throws IOException {
    String llama = golden("encoders/llama");
    String deeper = folder.resolve("deeper").toString();
    Path texts = Files.writeString(folder.resolve("texts.txt"), "a small dog\nthe moon\n");
    var run =
        CommandRun.of(
            "convert",
            llama,
            deeper,
            "--pooling",
            "lasttoken",
            "--up-scale",
            "5",
            "--texts",
            texts.toString());
    assertThat(run.code()).as(run.err()).isZero();
    var rows =
        run.out().lines().skip(1).limit(3).map(line -> line.strip().split(" +", -1)).toList();
    assertThat(rows).hasSize(3).extracting(row -> row[0]).containsExactly("0", "1", "2");
    assertThat(rows.get(1)[2]).isEqualTo("yes"); // 2 of 3 layers: the one in the middle always
    boolean first = Double.parseDouble(rows.get(0)[1]) > Double.parseDouble(rows.get(2)[1]);
    assertThat(rows.get(first ? 0 : 2)[2]).isEqualTo("yes");
    assertThat(rows.get(first ? 2 : 0)[2]).isEqualTo("no");
    assertThat(CommandRun.of("show", deeper).out()).contains("5 layers");
    for (String[] wrong : new String[][] {{"--up-scale", "9"}, {"--texts", "" + texts}}) {
      var args = new java.util.ArrayList<>(List.of("convert", llama, folder + "/no"));
      args.addAll(List.of("--pooling", "mean"));
      args.addAll(List.of(wrong));
      var refused = CommandRun.of(args.toArray(String[]::new));
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).containsAnyOf("must have 4 to 6 layers, got 9", "goes with --up");
    }
  }

  @Test
  void convertHoldsWeightsInHalfTheBytes() throws IOException {
    String bert = golden("folders/old/bert-cls");
    Path half = folder.resolve("half");
    assertThat(CommandRun.of("convert", bert, half.toString(), "--dtype", "bf16").code()).isZero();
    long whole = Files.size(Path.of(bert).resolve("model.safetensors"));
    assertThat(Files.size(half.resolve("model.safetensors"))).isLessThan(whole * 6 / 10);
    var wrong = CommandRun.of("convert", bert, half + "2", "--rope-theta", "5");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("a bert model has no rope_theta to change");
  }

  @Test
  void convertMakesVectorsNarrowerAndTheVocabularySmaller() throws IOException {
    String bert = golden("folders/old/bert-cls");
    String small = folder.resolve("small").toString();
    Path texts = Files.writeString(folder.resolve("texts.txt"), "a small dog\nThe Eiffel Tower\n");
    var run =
        CommandRun.of("convert", bert, small, "--width", "8", "--vocabulary", texts.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("of 440, width 8 of 32, weights").hasLineCount(2);
    assertThat(CommandRun.of("check", small, "--for", "st2,st5,st6,tei,djl").code()).isZero();
    assertThat(CommandRun.of("show", small).out()).contains("Dense, Normalize");
    var wide = CommandRun.of("convert", bert, small + "2", "--width", "33");
    assertThat(wide.code()).isEqualTo(2);
    assertThat(wide.err()).contains("the width must be from 1 to that of the model's vectors, 32");
    var other = CommandRun.of("convert", golden("folders/old/splade"), small + "3", "--width", "8");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("--width and --vocabulary go with a model of one encoder");
  }

  @Test
  void verifyEndsWithOneBeyondTheTolerance() {
    var run =
        CommandRun.of("verify", golden("folders/old/bert-cls"), golden("folders/old/bert-mean"));
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.out()).contains("FAIL torch", "FAIL onnx");
  }

  @Test
  void verifyRefusesAFixtureThatIsNotThere() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    var run = CommandRun.of("verify", golden("encoders/bert"), empty.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("expected.json: must be a readable file").hasLineCount(1);
  }

  @Test
  void verifyRefusesWhatHasNothingToCompare() throws IOException {
    Path none = Files.createDirectories(folder.resolve("none"));
    Files.writeString(none.resolve("expected.json"), "{\"texts\": [\"a\"], \"answers\": []}");
    var run = CommandRun.of("verify", golden("folders/old/bert-cls"), none.toString());
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("must hold at least one text and one answer");
    var arrays =
        new InMemoryWeights()
            .put("case.input_ids", Shape.of(1, 3), new long[] {2, 7, 3})
            .put("case.attention_mask", Shape.of(1, 3), new long[] {1, 1, 1})
            .put("case.token_type_ids", Shape.of(1, 3), new long[3]);
    Path file = folder.resolve("ids.safetensors");
    Safetensors.write(file, arrays, Map.of());
    var ids = CommandRun.of("verify", golden("folders/old/bert-cls"), file.toString());
    assertThat(ids.code()).as(ids.out() + ids.err()).isEqualTo(4);
    assertThat(ids.err()).contains("nothing could be compared");
  }

  @Test
  void verifyRefusesValuesOfAnotherEncoder() {
    var run = CommandRun.of("verify", "minilm-l6", golden("encoders/bert"));
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err())
        .contains(
            "must hold values of the same encoder: it has width 32, 3 layers", "model width 384")
        .hasLineCount(1);
  }

  @Test
  void checkSaysNothingOfAFolderThatIsNoModel(@TempDir Path mine) throws IOException {
    var empty = CommandRun.of("check", mine.toString(), "--for", "tei,st6");
    assertThat(empty.code()).isEqualTo(4);
    assertThat(empty.err()).contains("must be a model folder, with modules.json or config.json");
    assertThat(empty.out()).isEmpty();
    var cut = mine.resolve("cut");
    FolderCopy.write(Path.of(golden("folders/old/bert-cls")), cut, copy -> {});
    byte[] weights = Files.readAllBytes(cut.resolve("model.safetensors"));
    Files.write(cut.resolve("model.safetensors"), Arrays.copyOf(weights, weights.length - 100));
    var broken = CommandRun.of("check", cut.toString(), "--for", "tei,st6");
    assertThat(broken.code()).isEqualTo(4);
    assertThat(broken.err()).contains("model.safetensors").hasLineCount(1);
    assertThat(broken.out()).isEmpty();
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
  void convertDoesWhatItsHelpShows() {
    String source = golden("folders/st6/bert-cls");
    String target = folder.resolve("example").toString();
    var run = CommandRun.example("convert", Map.of("minilm-l6", source, "my-minilm", target));
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(CommandRun.of("check", target, "--for", "st2,tei").code()).isZero();
  }

  @Test
  void convertWritesTheSameBytesAgain() throws IOException {
    String once = folder.resolve("once").toString();
    String twice = folder.resolve("twice").toString();
    assertThat(CommandRun.of("convert", golden("folders/st6/bert-cls"), once).code()).isZero();
    assertThat(CommandRun.of("convert", once, twice).code()).isZero();
    try (var files = Files.walk(Path.of(once))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path other = Path.of(twice).resolve(Path.of(once).relativize(file));
        assertThat(Files.mismatch(file, other)).as("%s", file).isEqualTo(-1);
      }
    }
    assertThat(CommandRun.of("check", twice, "--for", "st2,st5,st6,tei,djl").code()).isZero();
  }

  @Test
  void convertRefusesAnOutputThatExistsAndAnUnknownFormat() throws IOException {
    String there = Files.createDirectories(folder.resolve("there")).toString();
    var exists = CommandRun.of("convert", golden("folders/old/bert-cls"), there);
    assertThat(exists.code()).isEqualTo(4);
    assertThat(exists.err()).contains("must not exist yet").hasLineCount(1);
    var format =
        CommandRun.of("convert", golden("folders/old/bert-cls"), there + "2", "--format", "json");
    assertThat(format.code()).isEqualTo(2);
    assertThat(format.err()).contains("--format must be old or new, got 'json'");
  }

  @Test
  void convertWritesTheNewDialectWhenAsked() {
    String target = folder.resolve("new").toString();
    String source = golden("folders/old/bert-cls");
    assertThat(CommandRun.of("convert", source, target, "--format", "new").code()).isZero();
    assertThat(CommandRun.of("check", target, "--for", "st5,st6").code()).isZero();
    assertThat(CommandRun.of("check", target, "--for", "tei").code()).isEqualTo(1);
  }

  @Test
  void refusesAPoolingForAModelThatSaysIts() {
    var run = CommandRun.of("show", golden("folders/old/bert-mean"), "--pooling", "cls");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("says how the model pools already", "leave out --pooling");
  }

  @Test
  void convertReplacesModelsAndNothingElse(@TempDir Path mine) throws IOException {
    Files.writeString(mine.resolve("keep.txt"), "keep");
    var run =
        CommandRun.of("convert", golden("folders/old/bert-cls"), mine.toString(), "--replace");
    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("must be a model folder");
    assertThat(mine.resolve("keep.txt")).hasContent("keep");
  }

  @Test
  void convertLosesNothingOfTheFolderThatItReplaces(@TempDir Path mine) throws IOException {
    var model = mine.resolve("model");
    assertThat(CommandRun.of("convert", golden("folders/old/bert-cls"), model.toString()).code())
        .isZero();
    Files.writeString(model.resolve("report.html"), "of a run");
    var lossy = CommandRun.of("convert", model.toString(), model.toString(), "--replace");
    assertThat(lossy.code()).isEqualTo(4);
    assertThat(lossy.err()).contains("would delete: report.html").hasLineCount(1);
    assertThat(model.resolve("report.html")).hasContent("of a run");
    Files.delete(model.resolve("report.html"));
    assertThat(CommandRun.of("convert", model.toString(), model.toString(), "--replace").code())
        .isZero();
  }
}
