// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The program. A new command is one class and one word in the list below. */
@Command(
    name = "lyceum",
    description = "Teaches small embedding models from big ones.",
    subcommands = {
      Bench.class,
      Check.class,
      Convert.class,
      Data.class,
      Depth.class,
      Distill.class,
      Embed.class,
      Evaluate.class,
      Fetch.class,
      Metrics.class,
      Quantize.class,
      RecipeCommand.class,
      Show.class,
      SimilarityCommand.class,
      Verify.class,
      HelpCommand.class
    },
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    usageHelpAutoWidth = true,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a comparison failed, or a fault of the program",
      "2:a wrong option or value",
      "3:something is missing or not ready",
      "4:a file cannot be read or written, or does not hold what it must",
      "130:interrupted",
      "141:nobody reads standard output any more"
    })
public final class Main implements Runnable {
  @Option(
      names = "--stacktrace",
      scope = ScopeType.INHERIT,
      description = "On an error, print where it arose.")
  boolean stacktrace = "1".equals(System.getenv("LYCEUM_STACKTRACE"));

  private static final PrintWriter ERR = new PrintWriter(System.err, true, UTF_8);

  @Spec CommandSpec spec;

  private Main() {}

  /** Only a command does anything. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  /**
   * Runs one command and ends the process with its exit code.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers look the same on every machine
    System.exit(execute(commandLine().setOut(StandardOutput.writer()), args, ERR));
  }

  /** {@return the exit code; picocli handles exceptions of commands, but lets errors pass} */
  static int execute(CommandLine program, String[] args, PrintWriter err) {
    try {
      int code = program.execute(args);
      program.getOut().flush();
      return code;
    } catch (RuntimeException | Error e) { // of the last words, or of a help that nobody reads
      return Errors.report(e, err, List.of(args).contains("--stacktrace"));
    }
  }

  /** {@return the parser of the whole command line} */
  static CommandLine commandLine() {
    var main = new Main();
    var program = new CommandLine(main);
    Objects.requireNonNull(program.getSubcommands().get("help"))
        .getCommandSpec()
        .usageMessage()
        .description("Shows the help of a command, or of all of them.")
        .footer("", "Example: lyceum help embed");
    return program
        .setHelpFactory(HelpPage::new)
        .setParameterExceptionHandler(Errors::usage)
        .setExecutionExceptionHandler(
            (error, command, parsed) -> Errors.report(error, command.getErr(), main.stacktrace))
        .setCaseInsensitiveEnumValuesAllowed(true);
  }
}
