// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * The help of a command. Its lines break at spaces and nowhere else, so that names of options and
 * files stay whole; picocli's break behind points, commas and colons too.
 */
final class HelpPage extends Help {
  private static final int INDENT = 2;
  private static final Pattern SPACE = Pattern.compile(" ");

  /** Not those within brackets, which hold what belongs together. */
  private static final Pattern SPACE_OF_A_SYNOPSIS = Pattern.compile(" (?![^\\[]*\\])");

  HelpPage(CommandSpec command, ColorScheme scheme) {
    super(command, scheme);
  }

  /** A table whose last column breaks at spaces. */
  private static final class WordTable extends TextTable {
    private final Pattern space;
    private final int indent; // of all lines but the first

    WordTable(ColorScheme scheme, Pattern space, int indent, Column... columns) {
      super(scheme, columns);
      this.space = space;
      this.indent = indent;
    }

    @Override
    public void addRowValues(Text... values) {
      Text[] row = values.clone();
      int last = row.length - 1;
      Column column = columns()[last];
      Text rest = row[last];
      for (int end = end(rest, column.width - column.indent); end > 0; ) {
        row[last] = rest.substring(0, end);
        super.addRowValues(row);
        Arrays.fill(row, Ansi.OFF.text(""));
        rest = Ansi.OFF.text(" ".repeat(indent)).concat(rest.substring(end + 1));
        end = end(rest, column.width - column.indent);
      }
      row[last] = rest;
      super.addRowValues(row);
    }

    /** Where the last word that fits ends; 0 where all fit, or the first does not. */
    private int end(Text text, int room) {
      String plain = text.plainString();
      int end = 0;
      if (plain.length() > room) {
        var spaces = space.matcher(plain);
        for (int from = indent + 1; spaces.find(from) && spaces.start() <= room; ) {
          end = spaces.start();
          from = end + 1;
        }
      }
      return end;
    }
  }

  private int width() {
    return commandSpec().usageMessage().width();
  }

  private String paragraphs(String... texts) {
    var table = new WordTable(colorScheme(), SPACE, 0, last(width(), 0));
    for (String text : texts) {
      table.addRowValues(text);
    }
    return table.toString();
  }

  private static Column last(int width, int indent) {
    return new Column(width, indent, Column.Overflow.WRAP);
  }

  @Override
  public String description(Object... params) {
    return paragraphs(commandSpec().usageMessage().description());
  }

  @Override
  public String footer(Object... params) {
    return paragraphs(commandSpec().usageMessage().footer());
  }

  @Override
  protected String insertSynopsisCommandName(int headingLength, Text arguments) {
    String name = commandSpec().qualifiedName();
    Text heading = colorScheme().text(" ".repeat(headingLength));
    var table =
        new WordTable(
            colorScheme(),
            SPACE_OF_A_SYNOPSIS,
            headingLength + name.length() + 1,
            last(width(), 0));
    table.addRowValues(heading.concat(colorScheme().commandText(name)).concat(plain(arguments)));
    return table.toString().substring(headingLength);
  }

  /**
   * Without the dots behind an option that may be repeated: its label says that it takes several.
   */
  private static Text plain(Text arguments) {
    int dots = arguments.plainString().indexOf("]...");
    return dots < 0
        ? arguments
        : plain(arguments.substring(0, dots + 1).concat(arguments.substring(dots + 4)));
  }

  @Override
  public Layout createDefaultLayout(
      List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme scheme) {
    int names = calcLongOptionColumnWidth(options, positionals, scheme);
    var columns = TextTable.forDefaultColumns(scheme, names, width()).columns();
    return new Layout(
        scheme,
        new WordTable(scheme, SPACE, INDENT, columns),
        createDefaultOptionRenderer(),
        createDefaultParameterRenderer());
  }

  @Override
  public String commandList(Map<String, Help> commands) {
    int names = INDENT + commands.keySet().stream().mapToInt(String::length).max().orElse(0);
    var table =
        new WordTable(
            colorScheme(),
            SPACE,
            INDENT,
            new Column(names, INDENT, Column.Overflow.SPAN),
            last(width() - names, INDENT));
    commands.forEach(
        (name, command) -> table.addRowValues(command.commandNamesText(", "), about(command)));
    return table.toString();
  }

  private Text about(Help command) {
    var usage = command.commandSpec().usageMessage();
    String[] texts = usage.header().length > 0 ? usage.header() : usage.description();
    return colorScheme().text(texts[0]);
  }
}
