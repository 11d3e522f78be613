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
 * toolchain fails. It looks where the selection looks.
 */
class RequireJdk {
  private static final Pattern VERSION = Pattern.compile("JAVA_VERSION=\"(\\d+)");
  private static final List<String> SYSTEM =
      List.of(
          "/usr/lib/jvm",
          "/usr/lib64/jvm",
          "/usr/java",
          "/usr/jdk",
          "/usr/local/java",
          "/opt/java",
          "/opt/hostedtoolcache",
          "/Library/Java/JavaVirtualMachines",
          "C:\\Program Files\\Eclipse Adoptium",
          "C:\\Program Files\\Amazon Corretto",
          "C:\\Program Files\\BellSoft",
          "C:\\Program Files\\Java",
          "C:\\Program Files\\Zulu",
          "C:\\hostedtoolcache\\windows");
  private static final List<String> USER =
      List.of(
          ".jdks",
          ".m2/jdks",
          ".sdkman/candidates/java",
          ".gradle/jdks",
          ".jenv/versions",
          ".jbang/cache/jdks",
          ".asdf/installs/java",
          ".jabba/jdk",
          ".local/share/mise/installs/java",
          "Library/Java/JavaVirtualMachines",
          "hostedtoolcache",
          "scoop/apps");

  public static void main(String[] args) throws IOException {
    int least = Integer.parseInt(args[0]);
    Path home = Path.of(System.getProperty("user.home"));
    if (Files.exists(home.resolve(".m2/toolchains.xml"))) {
      return; // what it lists is for the selection to judge
    }
    for (Path jdk : candidates(home)) {
      if (feature(jdk) >= least) {
        return;
      }
    }
    System.err.printf(
        "Lyceum needs JDK %d or newer. Maven runs on %s (%s), and no newer one is in JAVA_HOME,"
            + " another JAVA*_HOME, %s or, in %s, %s. Install one (https://adoptium.net), or set"
            + " JAVA_HOME to it.%n",
        least,
        Runtime.version().feature(),
        System.getProperty("java.home"),
        String.join(", ", SYSTEM.subList(0, 8)),
        home,
        String.join(", ", USER.subList(0, 9)));
  }

  private static List<Path> candidates(Path home) throws IOException {
    List<Path> all = new ArrayList<>();
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA") && name.endsWith("_HOME")) {
                all.add(Path.of(value));
              }
            });
    for (String folder : SYSTEM) {
      addChildren(Path.of(folder), all);
    }
    for (String folder : USER) {
      addChildren(home.resolve(folder), all);
    }
    return all;
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
