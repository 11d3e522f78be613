// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every library of others has a license and a reason. */
class DependenciesTest {
  private static final Path PAGE = Path.of("docs/decisions/0006-dependencies.md");
  private static final Pattern ARTIFACT =
      Pattern.compile("<dependency>.*?<artifactId>([^<]+)</artifactId>", Pattern.DOTALL);

  @Test
  void everyDependencyStandsInTheDecisionWithItsLicense() {
    Set<String> used = new TreeSet<>();
    for (List<String> row : Table.of(Path.of("ARCHITECTURE.md"), "module").rows()) {
      String module = Table.names(row.getFirst()).getFirst();
      used.addAll(artifacts(Path.of(module, "pom.xml")));
    }
    used.addAll(artifacts(Path.of("pom.xml")));
    used.removeIf(artifact -> artifact.startsWith("lyceum-") || artifact.endsWith("-bom"));

    assertThat(documented()).as("rows of %s", PAGE).containsAll(used);
  }

  private static Set<String> documented() {
    return Table.of(PAGE, "dependency").rows().stream()
        .filter(row -> !row.get(1).isEmpty() && !row.get(2).isEmpty())
        .flatMap(row -> Table.names(row.getFirst()).stream())
        .collect(Collectors.toSet());
  }

  private static List<String> artifacts(Path pom) {
    return ARTIFACT
        .matcher(Repository.read(pom))
        .results()
        .map((MatchResult dependency) -> dependency.group(1))
        .toList();
  }
}
