// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands about model folders. */
class ModelCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @TempDir Path folder;

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  private static String golden(String name) {
    String named = System.getenv("LYCEUM_GOLDEN");
    Optional<Path> found =
        Stream.of(
                Optional.ofNullable(named).map(Path::of).orElse(Path.of("../../shared/golden")),
                Path.of("../lyceum-embed/src/test/resources/golden"))
            .map(root -> root.resolve(name))
            .filter(Files::exists)
            .findFirst();
    Assumptions.assumeTrue(found.isPresent(), () -> "golden/%s is missing".formatted(name));
    return found.orElseThrow().toString();
  }

  /** The words of the example at the end of a command's help. */
  private String[] example(String command) {
    assertThat(run(command, "--help")).isZero();
    String line =
        out.toString().lines().filter(l -> l.startsWith("Example: ")).findFirst().orElseThrow();
    out.getBuffer().setLength(0);
    List<String> words = List.of(line.split(" "));
    return words.subList(2, words.size()).stream()
        .map(word -> word.startsWith("golden/") ? golden(word.substring("golden/".length())) : word)
        .toArray(String[]::new);
  }

  @ParameterizedTest
  @ValueSource(strings = {"check", "verify"})
  void doWhatTheirHelpShows(String command) {
    assertThat(run(example(command))).as("%s %s", out, err).isZero();
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void verifyPrintsEveryDifferenceOfBothRuntimes() {
    String bert = golden("encoders/bert");
    assertThat(run("verify", bert, bert)).isZero();
    assertThat(out.toString())
        .contains("right.hidden.3", "ok   torch", "ok   onnx", "right.lm_grad.", " 0 beyond")
        .doesNotContain("FAIL");
  }

  @Test
  void verifyEndsWithOneBeyondTheTolerance() {
    String one = golden("folders/old/bert-cls");
    String other = golden("folders/old/bert-mean");
    assertThat(run("verify", one, other)).isEqualTo(1);
    assertThat(out.toString()).contains("FAIL torch");
  }

  @Test
  void checkEndsWithOneAndNamesTheRemedy() {
    assertThat(run("check", golden("folders/st6/bert-cls"), "--for", "st6,tei")).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            "st6 will load it",
            "tei FAIL sentence_bert_config.json has 'max_seq_length'",
            "remedy: write the folder again in the old dialect",
            "tei will not load it as it is");
  }

  @Test
  void checkRefusesAnUnknownReader() {
    assertThat(run("check", golden("folders/st6/bert-cls"), "--for", "st7")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown reader 'st7'; known: st2, st5, st6, tei, djl");
  }

  @Test
  void checkRefusesAnUnknownModel() {
    assertThat(run("check", "minilm-l7", "--for", "tei")).isEqualTo(2);
    assertThat(err.toString()).contains("unknown model 'minilm-l7': neither a folder nor one of");
  }

  @Test
  void fetchRefusesAnUnknownName() {
    assertThat(run("fetch", "bert-base")).isEqualTo(2);
    assertThat(err.toString()).contains("known: minilm-l6, bge-small-en, e5-small");
  }

  @Test
  void verifyRefusesAFixtureThatIsNotThere() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    assertThat(run("verify", golden("encoders/bert"), empty.toString())).isEqualTo(4);
    assertThat(err.toString()).contains("expected.json: must be a readable file").hasLineCount(1);
  }
}
