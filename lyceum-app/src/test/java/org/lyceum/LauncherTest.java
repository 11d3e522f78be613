// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * The launcher in a small repository, with a JDK that prints what it is asked to run and a Maven
 * that notes each build.
 */
class LauncherTest {
  private static final String JAVA =
      """
      #!/bin/sh
      for word; do echo "$word"; done
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "$*" >>"$STUBS/builds"
      [ ! -e "$STUBS/broken" ] || { echo 'it does not compile'; exit 1; }
      mkdir -p lyceum-app/target
      : >lyceum-app/target/lyceum-app-1.jar
      : >"$STUBS/library.jar"
      printf '%s' "$STUBS/library.jar" >lyceum-app/target/classpath.txt
      """;
  private static final List<String> SOURCES =
      List.of(
          "pom.xml", ".mvn/jvm.config", "lyceum-app/pom.xml", "lyceum-app/src/main/java/Main.java");

  @TempDir Path folder;
  private Path home;

  /** What the launcher ended with, and printed. */
  private record Run(int code, String out, String err) {}

  @BeforeAll
  static void requireAShell() {
    Assumptions.assumeTrue(
        Files.isExecutable(Path.of("/bin/sh")), "skipped: this system has no /bin/sh");
  }

  @BeforeEach
  void writeARepository() throws IOException {
    home = Files.createDirectory(folder.toRealPath().resolve("a repository"));
    writeLauncher(Repository.read(Path.of("lyceum")));
    for (var source : SOURCES) {
      Files.createDirectories(home.resolve(source).getParent());
      Files.createFile(home.resolve(source));
      change(source, -60);
    }
    program(folder.resolve("bin/mvn"), MAVEN);
    program(folder.resolve("jdk/bin/java"), JAVA);
    program(folder.resolve("jdk/bin/javac"), JAVA);
    Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"999.0.1\"\n"); // the newest
  }

  private void writeLauncher(String script) throws IOException {
    program(home.resolve("lyceum"), script);
  }

  private static void program(Path file, String script) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, script);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  /** Lets a source look as if it was changed so many seconds from now. */
  private void change(String source, int seconds) throws IOException {
    var time = FileTime.from(Instant.now().plusSeconds(seconds));
    Files.setLastModifiedTime(home.resolve(source), time);
  }

  private Run launch(Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    var builder = new ProcessBuilder(home.resolve("lyceum").toString());
    builder.command().addAll(List.of(words));
    var variables = builder.environment();
    variables.keySet().removeIf(name -> name.startsWith("LYCEUM_"));
    variables.put("PATH", folder.resolve("bin") + ":" + variables.get("PATH"));
    variables.put("JAVA_HOME", folder.resolve("jdk").toString());
    variables.put("STUBS", folder.toString());
    variables.putAll(environment);
    var out = folder.resolve("out");
    var err = folder.resolve("err");
    int code = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start().waitFor();
    return new Run(code, Files.readString(out), Files.readString(err));
  }

  private Run launch(String... words) throws IOException, InterruptedException {
    return launch(Map.of(), words);
  }

  private int builds() throws IOException {
    return Files.readAllLines(folder.resolve("builds")).size();
  }

  @Test
  void buildsOnFirstUseAndNotAgainWhereNothingChanged() throws Exception {
    var first = launch("embed", "a b", "*");
    assertThat(first.code()).as(first.err()).isZero();
    assertThat(first.err()).contains("lyceum: building the program, which takes a few minutes");
    assertThat(first.out().lines())
        .containsSequence(
            "%s/lyceum-app/target/lyceum-app-1.jar:%s/library.jar".formatted(home, folder),
            "org.lyceum.cli.Main",
            "embed",
            "a b",
            "*");
    var second = launch("--version");
    assertThat(second.code()).isZero();
    assertThat(second.err()).isEmpty();
    assertThat(second.out()).endsWith("org.lyceum.cli.Main\n--version\n");
    assertThat(launch("embed", "-", "--output", "-V", "-e", "*").err()).isEmpty();
    assertThat(builds()).isEqualTo(1);
  }

  @ParameterizedTest
  @FieldSource("SOURCES")
  void buildsAgainWhereASourceChanged(String source) throws Exception {
    launch();
    change(source, 60);
    assertThat(launch().err()).contains("lyceum: the sources or libraries changed, building");
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void buildsAgainWhereALibraryIsGone() throws Exception {
    launch();
    Files.delete(folder.resolve("library.jar"));
    assertThat(launch().code()).isZero();
    assertThat(folder.resolve("library.jar")).exists();
    assertThat(launch().err()).isEmpty();
    assertThat(builds()).isEqualTo(2);
  }

  @Test
  void saysWhatMavenSaidWhereTheBuildFailsAndTriesAgain() throws Exception {
    Files.createFile(folder.resolve("broken"));
    var run = launch();
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("it does not compile", "lyceum: the build failed");
    Files.delete(folder.resolve("broken"));
    assertThat(launch().code()).isZero();
  }

  @Test
  void saysWhereItLookedForAJdk() throws Exception {
    writeLauncher(Repository.read(Path.of("lyceum")).replace("\nleast=21\n", "\nleast=1000\n"));
    var run = launch("--version");
    assertThat(run.code()).isEqualTo(3);
    assertThat(run.err())
        .startsWith("lyceum: no JDK 1000 or newer found; install one (https://adoptium.net)")
        .contains(" /usr/lib/jvm ", " .sdkman/candidates/java ")
        .hasLineCount(1);
    assertThat(folder.resolve("builds")).doesNotExist();
  }

  @Test
  void looksForJdksWhereTheBuildDoes() {
    var build = Repository.read(Path.of(".mvn/RequireJdk.java"));
    var launcher = Repository.read(Path.of("lyceum"));
    var places = Pattern.compile("^ +(?:.*List\\.of\\()?\"([^\\\\\" ]+)\"", Pattern.MULTILINE);
    assertThat(places.matcher(build).results().map(found -> found.group(1)))
        .contains("/usr/lib/jvm", ".sdkman/candidates/java", ".local/share/mise/installs/java")
        .filteredOn(place -> !place.equals("scoop/apps")) // of Windows, as those with backslashes
        .allSatisfy(place -> assertThat(launcher).containsPattern("[ \"]" + place + "[ \"\n]"));
  }

  @ParameterizedTest(name = "{0} with \"{1}\"")
  @CsvSource({
    "embed, '', -XX:+UseSerialGC",
    "distill, '', -XX:+UseG1GC",
    "embed, -Xmx8g -XX:+UseZGC, -XX:+UseZGC",
    "distill, -XX:+UseParallelGC, -XX:+UseParallelGC",
    "embed, -XX:+UseStringDeduplication, -XX:+UseSerialGC",
  })
  void asksForOneCollectorThatTheUserMayName(String command, String options, String collector)
      throws Exception {
    var run = launch(Map.of("LYCEUM_JAVA_OPTS", options), command);
    assertThat(run.out().lines().filter(word -> word.matches("-XX:\\+Use\\w*GC")))
        .containsExactly(collector);
  }
}
