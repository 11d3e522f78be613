// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lyceum.dataset.Suite;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class HelpPageTest {
  private static final int WIDTH = 80;

  /** All, also those of others. */
  static Stream<CommandLine> commands() {
    return of(Main.commandLine());
  }

  private static Stream<CommandLine> of(CommandLine command) {
    return Stream.concat(
        Stream.of(command), command.getSubcommands().values().stream().flatMap(HelpPageTest::of));
  }

  private static String help(CommandLine command, int width) {
    return command.setUsageHelpAutoWidth(false).setUsageHelpWidth(width).getUsageMessage(Ansi.OFF);
  }

  private static List<String> words(String help) {
    return List.of(help.split("\\s+", -1));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void breaksLinesBetweenWordsAlone(CommandLine command) {
    String page = help(command, WIDTH);
    assertThat(page.lines()).allMatch(line -> line.length() <= WIDTH);
    assertThat(words(page)).isEqualTo(words(help(command, 50 * WIDTH)));
  }

  private static String help(String command) {
    return help(Objects.requireNonNull(Main.commandLine().getSubcommands().get(command)), WIDTH);
  }

  @Test
  void namesSeveralValuesAsAPersonWould() {
    assertThat(help("convert")).contains(" [--layers=N,N...] MODEL\n", "\n      --layers=N,N...  ");
    assertThat(help("evaluate"))
        .contains(" [--task=TASK,...] [MODEL...]\n", "\n      --task=TASK,...  ");
  }

  @Test
  void keepsTogetherOfWhichOneIsToBeTaken() {
    assertThat(help("embed")).contains("[--query | --document | --prompt=NAME]");
  }

  @Test
  void fillsTheLinesOfAParagraph() {
    assertThat(help("distill"))
        .contains(
            """
            An interrupted run (Control-C, or a kill) goes on with --resume. So does one
            that failed on the way, as where the disk got full: what was done stays in
            DIR.partial until the student is whole, and DIR is not made before.
            """);
  }

  @Test
  void namesEverySuite() {
    String help = help("evaluate");
    for (Suite suite : Suite.values()) {
      assertThat(help).contains(suite.name().toLowerCase(Locale.ROOT));
    }
  }
}
