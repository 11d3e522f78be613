// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lyceum.GoldenFiles;

/**
 * A command line that was run.
 *
 * @param code exit code
 * @param out standard output
 * @param err standard error
 */
record CommandRun(int code, String out, String err) {
  private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

  /** A golden file or folder, as an argument. */
  static String golden(String name) {
    return GoldenFiles.path(name).toString();
  }

  /** Runs a command without input. */
  static CommandRun of(String... args) {
    return of(new byte[0], args);
  }

  /** Runs a command with bytes on standard input. */
  static CommandRun of(byte[] input, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    var before = System.in;
    System.setIn(new ByteArrayInputStream(input));
    try {
      int code =
          Main.commandLine()
              .setOut(new PrintWriter(out, true))
              .setErr(new PrintWriter(err, true))
              .execute(args);
      return new CommandRun(code, out.toString(), err.toString());
    } finally {
      System.setIn(before);
    }
  }

  /** Runs the example at the end of a command's help: {@code [echo 'text' |] lyceum ...}. */
  static CommandRun example(String command) {
    return example(command, Map.of());
  }

  /** Runs the example with other words in place of some, and more words at its end. */
  static CommandRun example(String command, Map<String, String> others, String... more) {
    String help = of((command + " --help").split(" ", -1)).out();
    String line = help.substring(help.lastIndexOf("Example: ") + "Example: ".length());
    List<String> words = words(line);
    words.replaceAll(word -> others.getOrDefault(word, word));
    words.addAll(List.of(more));
    int program = words.indexOf("lyceum");
    byte[] input =
        program > 0 ? (words.get(1) + "\n").getBytes(UTF_8) : new byte[0]; // echo 'text' |
    return of(input, words.subList(program + 1, words.size()).toArray(String[]::new));
  }

  private static List<String> words(String line) {
    var words = new ArrayList<String>();
    for (Matcher match = WORD.matcher(line); match.find(); ) {
      words.add(match.group(1) != null ? match.group(1) : match.group(2));
    }
    return words;
  }
}
