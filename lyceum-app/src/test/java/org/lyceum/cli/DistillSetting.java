// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A small corpus and teacher in a folder, and {@code distill} run there, in this process or its
 * own.
 */
record DistillSetting(Path folder) {
  static final String TEACHER = CommandRun.golden("folders/old/bert-cls");

  static DistillSetting in(Path folder) throws IOException {
    Files.write(folder.resolve("good.txt"), texts(400));
    return new DistillSetting(folder);
  }

  private static List<String> texts(int count) {
    var words = List.of("the", "student", "answers", "a", "question", "about", "time", "light");
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                "%s %s of number %d is %s here. It knows %d and %s."
                    .formatted(
                        words.get(i % 8),
                        words.get(i / 8 % 8),
                        i,
                        words.get(i / 64 % 8),
                        i * 7919,
                        words.get(i * 5 % 8)))
        .toList();
  }

  Path output() {
    return folder.resolve("out");
  }

  List<String> arguments(String corpus, String... more) {
    var args = new ArrayList<>(List.of("distill"));
    if (!List.of(more).contains("--teacher")) {
      args.addAll(List.of("--teacher", TEACHER));
    }
    if (!List.of(more).contains("--student")) {
      args.addAll(List.of("--student", "layers:1", "--minutes", "0.5"));
    }
    args.addAll(List.of("--corpus", folder.resolve(corpus).toString()));
    args.addAll(List.of("--output", output().toString()));
    args.addAll(List.of(more));
    return args;
  }

  CommandRun run(String corpus, String... more) {
    return CommandRun.of(arguments(corpus, more).toArray(String[]::new));
  }

  /** A process of its own, behind a command that starts it. */
  Process start(List<String> before, List<String> args) throws IOException {
    var command = new ArrayList<>(before);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx1g",
            "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules",
            "jdk.incubator.vector",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            Main.class.getName()));
    command.addAll(args);
    var builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.redirectOutput(folder.resolve("log.txt").toFile());
    builder.environment().put("LYCEUM_CACHE", folder.resolve("cache").toString());
    builder.environment().put("LYCEUM_DATA", folder.toString()); // no SciFact, which takes long
    return builder.start();
  }

  /** What it printed. */
  String log() throws IOException {
    return Files.readString(folder.resolve("log.txt"));
  }
}
