// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.tensor.DataException;
import picocli.CommandLine.Command;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(args);
  }

  @Test
  void saysItsVersionAndThatOfJava() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("lyceum \\d+\\.\\d+\\.\\d+\\S*, Java \\S+, .*\\R");
  }

  @Test
  void listsTheExitCodesInItsHelp() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("Usage: lyceum", "Exit codes:", "4  ");
  }

  @Test
  void refusesAnUnknownOptionInOneLine() {
    assertThat(run("--colour")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "lyceum: Unknown option: '--colour'; 'lyceum --help' lists commands and options\n");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void saysWhatIsWrongWithAMissingOrAnUnknownCommand() {
    assertThat(run()).isEqualTo(2);
    assertThat(run("distil")).isEqualTo(2);
    assertThat(run("distill", "ten", "minutes")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            """
            lyceum: a command is missing; 'lyceum --help' lists commands and options
            lyceum: there is no command 'distil'; 'lyceum --help' lists commands and options
            lyceum: 'ten' is one argument too many; 'lyceum distill --help' lists the options
            """);
  }

  @Test
  void saysOnceThatOptionsExcludeEachOther() {
    assertThat(run("embed", "minilm-l6", "--query", "--document")).isEqualTo(2);
    assertThat(err.toString()).startsWith("lyceum: --").hasLineCount(1).doesNotContain("Error:");
  }

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new IllegalArgumentException("k must be 1 or more, got 0"), 2, "k must be"),
        Arguments.of(new IllegalStateException("the scope is closed"), 3, "the scope is closed"),
        Arguments.of(new DataException("a.jsonl", 3, "not JSON"), 4, "a.jsonl:3: not JSON"),
        Arguments.of(new NoSuchFileException("b.txt"), 4, "b.txt: there is no such file"),
        Arguments.of(
            new UncheckedIOException(new IOException("No space left on device")), 4, "No space"),
        Arguments.of(
            new UncheckedIOException("c.json cannot be written", new IOException("No space")),
            4,
            "c.json cannot be written: No space"),
        Arguments.of(
            new UncheckedIOException("d cannot be removed", new DirectoryNotEmptyException("d/e")),
            4,
            "d/e: DirectoryNotEmptyException"),
        Arguments.of(new CancellationException(), 130, "interrupted"),
        Arguments.of(new NullPointerException(), 1, "fault of the program, --stacktrace"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void turnsAFailureIntoOneLineAndAnExitCode(Throwable failure, int code, String words) {
    assertThat(Errors.report(failure, new PrintWriter(err), false)).isEqualTo(code);
    assertThat(err.toString()).startsWith("lyceum: ").contains(words).hasLineCount(1);
  }

  @Command(name = "fill")
  static class Fill implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @Test
  void saysHowToGiveMoreMemory() {
    var program = Main.commandLine().addSubcommand(new Fill());
    var words = new PrintWriter(err, true);
    assertThat(Main.execute(program, new String[] {"fill"}, words)).isEqualTo(1);
    assertThat(err.toString())
        .isEqualTo(
            "lyceum: out of memory (Java heap space); LYCEUM_JAVA_OPTS=-Xmx8g gives the heap 8"
                + " GB\n");
  }

  @Test
  void showsWhereAFailureAroseWhenAsked() {
    Errors.report(new IllegalStateException("no"), new PrintWriter(err), true);
    assertThat(err.toString()).contains("at org.lyceum.cli.MainTest");
  }
}
