// SPDX-License-Identifier: Apache-2.0

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Says in one line what is missing where Maven runs on an old JDK and no newer one is installed.
 * The build runs it as a source file, on the JDK that runs Maven, just before the selection of the
 * toolchain fails. It looks where the selection looks, and where {@code ./lyceum} looks besides: a
 * JDK there is named, since the selection takes it as JAVA_HOME alone.
 */
class RequireJdk {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final List<String> SELECTED =
      List.of(
          "/usr/lib/jvm",
          "/usr/java",
          "/usr/jdk",
          "/opt/java",
          "/Library/Java/JavaVirtualMachines",
          "C:\\Program Files\\Java");
  private static final List<String> SELECTED_AT_HOME =
      List.of(
          ".jdks",
          ".m2/jdks",
          ".sdkman/candidates/java",
          ".gradle/jdks",
          ".jenv/versions",
          ".jbang/cache/jdks",
          ".asdf/installs/java",
          ".jabba/jdk",
          "Library/Java/JavaVirtualMachines",
          "scoop/apps");
  private static final List<String> OTHERS =
      List.of(
          "/usr/lib64/jvm",
          "/usr/local/java",
          "/opt",
          "C:\\Program Files\\Eclipse Adoptium",
          "C:\\Program Files\\Amazon Corretto",
          "C:\\Program Files\\BellSoft",
          "C:\\Program Files\\Zulu");
  private static final List<String> OTHERS_AT_HOME = List.of(".local/share/mise/installs/java");

  public static void main(String[] args) throws IOException {
    int least = Integer.parseInt(args[0]);
    Path home = Path.of(System.getProperty("user.home"));
    if (Files.exists(home.resolve(".m2/toolchains.xml"))) {
      return; // what it lists is for the selection to judge
    }
    List<Path> selected = variables("JAVA.*_HOME");
    addChildren(SELECTED, Path.of("/"), selected);
    addChildren(SELECTED_AT_HOME, home, selected);
    if (first(selected, least) == null) {
      List<Path> others = variables("JAVA_HOME_.*");
      addChildren(OTHERS, Path.of("/"), others);
      addChildren(OTHERS_AT_HOME, home, others);
      say(least, home, first(others, least));
    }
  }

  private static void say(int least, Path home, Path other) {
    System.err.printf(
        "Lyceum needs JDK %d or newer. Maven runs on %s (%s), and no newer one is in JAVA_HOME,"
            + " another JAVA*_HOME, %s or, in %s, %s. %s%n",
        least,
        Runtime.version().feature(),
        System.getProperty("java.home"),
        String.join(", ", SELECTED),
        home,
        String.join(", ", SELECTED_AT_HOME),
        other == null
            ? "Install one (https://adoptium.net), or set JAVA_HOME to it."
            : "There is one in " + other + ": set JAVA_HOME to it.");
  }

  /** What the variables of such names say. */
  private static List<Path> variables(String names) {
    List<Path> all = new ArrayList<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.matches(names)) {
                all.add(Path.of(value));
              }
            });
    return all;
  }

  private static void addChildren(List<String> folders, Path parent, List<Path> all)
      throws IOException {
    for (String folder : folders) {
      addChildren(parent.resolve(folder), all);
    }
  }

  /** The first JDK that is new enough, or null. */
  private static Path first(List<Path> jdks, int least) throws IOException {
    for (Path jdk : jdks) {
      if (feature(jdk) >= least) {
        return jdk;
      }
    }
    return null;
  }

  private static void addChildren(Path folder, List<Path> all) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> children = Files.list(folder)) {
        children.forEach(
            child -> {
              all.add(child);
              all.add(child.resolve("Contents/Home"));
            });
      }
    }
  }

  /** The version of a JDK; 0 where there is none, and any number where it does not say. */
  private static int feature(Path jdk) throws IOException {
    if (!Files.exists(jdk.resolve("bin/javac")) && !Files.exists(jdk.resolve("bin/javac.exe"))) {
      return 0;
    }
    Path release = jdk.resolve("release");
    if (!Files.exists(release)) {
      return Integer.MAX_VALUE;
    }
    var version = VERSION.matcher(Files.readString(release));
    return version.find() ? Integer.parseInt(version.group(1)) : Integer.MAX_VALUE;
  }
}
