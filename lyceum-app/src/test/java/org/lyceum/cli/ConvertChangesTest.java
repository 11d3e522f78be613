// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.lyceum.cli.CommandRun.golden;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code convert} changes of a model. */
class ConvertChangesTest {
  @TempDir Path folder;

  @Test
  void takesSomeLayers() throws IOException {
    String bert = golden("folders/old/bert-cls");
    String deeper = folder.resolve("deeper").toString();
    var run = CommandRun.of("convert", bert, deeper, "--layers", "0,1,0,2");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("layers 3 -> 4, weights 0.2 MB -> ").hasLineCount(2);
    assertThat(CommandRun.of("show", deeper).out()).contains("bert: 4 layers");
    assertThat(Path.of(deeper, "README.md"))
        .content()
        .contains(
            "# deeper",
            "bert, 4 layers",
            "is to be trained before use",
            "base_model: bert-cls", // which is all that is known of it
            "license: other");
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
  void saysWhereAChangedModelCameFrom() throws IOException {
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
  void carriesOverWhatIsKnownOfItsModel() throws IOException {
    Path first = folder.resolve("first");
    assertThat(CommandRun.of("convert", "minilm-l6", "" + first, "--layers", "0").code()).isZero();
    Path second = folder.resolve("second");
    assertThat(CommandRun.of("convert", "" + first, "" + second, "--dtype", "f16").code()).isZero();
    for (Path card : List.of(first.resolve("README.md"), second.resolve("README.md"))) {
      assertThat(card)
          .content()
          .contains(
              "\nbase_model: sentence-transformers/all-MiniLM-L6-v2\n", "\nlicense: apache-2.0\n");
    }
  }

  @Test
  void copiesTheBlockThatTurnsTheStatesLeast() throws IOException {
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
      var args = new ArrayList<>(List.of("convert", llama, folder + "/no"));
      args.addAll(List.of("--pooling", "mean"));
      args.addAll(List.of(wrong));
      var refused = CommandRun.of(args.toArray(String[]::new));
      assertThat(refused.code()).isEqualTo(2);
      assertThat(refused.err()).containsAnyOf("must have 4 to 6 layers, got 9", "goes with --up");
    }
  }

  @Test
  void holdsWeightsInHalfTheBytes() throws IOException {
    String bert = golden("folders/old/bert-cls");
    Path half = folder.resolve("half");
    var run = CommandRun.of("convert", bert, half.toString(), "--dtype", "bf16");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\nweights 0.2 MB -> 0.1 MB\n");
    long whole = Files.size(Path.of(bert).resolve("model.safetensors"));
    assertThat(Files.size(half.resolve("model.safetensors"))).isLessThan(whole * 6 / 10);
    assertThat(half.resolve("config.json")).content().contains("\"dtype\": \"bfloat16\"");
    var wrong = CommandRun.of("convert", bert, half + "2", "--rope-theta", "5");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err()).contains("a bert model has no rope_theta to change");
  }

  @Test
  void makesVectorsNarrowerAndTheVocabularySmaller() throws IOException {
    String bert = golden("folders/old/bert-cls");
    String small = folder.resolve("small").toString();
    Path texts = Files.writeString(folder.resolve("texts.txt"), "a small dog\nThe Eiffel Tower\n");
    var run =
        CommandRun.of("convert", bert, small, "--width", "8", "--vocabulary", texts.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("tokens 440 -> \\d+, width 32 -> 8, weights ")
        .hasLineCount(2);
    assertThat(CommandRun.of("check", small, "--for", "st2,st5,st6,tei,djl").code()).isZero();
    assertThat(CommandRun.of("show", small).out()).contains("Dense, Normalize");
    var wide = CommandRun.of("convert", bert, small + "2", "--width", "33");
    assertThat(wide.code()).isEqualTo(2);
    assertThat(wide.err()).contains("the width must be from 1 to that of the model's vectors, 32");
    var other = CommandRun.of("convert", golden("folders/old/splade"), small + "3", "--width", "8");
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("--width and --vocabulary go with a model of one encoder");
  }
}
