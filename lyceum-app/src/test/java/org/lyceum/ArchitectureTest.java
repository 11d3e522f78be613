// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of ARCHITECTURE.md are true. */
class ArchitectureTest {
  private static final String ROOT = "org.lyceum.";
  private static final Path PAGE = Path.of("ARCHITECTURE.md");
  private static final Pattern DEPENDENCY =
      Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL);
  private static final Pattern OURS = Pattern.compile("<artifactId>(lyceum-\\w+)</artifactId>");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.lyceum");

  private final List<List<String>> packages = Table.of(PAGE, "package").rows();
  private final List<String> order = packages.stream().map(row -> name(row)).toList();

  private static String name(List<String> row) {
    return Table.names(row.getFirst()).getFirst();
  }

  /** The first part of a class's package below the root, or nothing for a class of others. */
  private static Stream<String> packageOf(JavaClass type) {
    String name = type.getPackageName();
    return name.startsWith(ROOT)
        ? Stream.of(name.substring(ROOT.length()).split("\\.", 2)[0])
        : Stream.empty();
  }

  @Test
  void everyPackageStandsInTheTable() {
    var missing = CLASSES.stream().flatMap(ArchitectureTest::packageOf).collect(Collectors.toSet());
    missing.removeAll(order);
    assertThat(missing)
        .as("packages without a row in ARCHITECTURE.md; add it above those that use it")
        .isEmpty();
  }

  @Test
  void everyRowIsAPackageOfItsModule() {
    assertThat(order).doesNotHaveDuplicates();
    assertThat(packages)
        .allSatisfy(
            row -> {
              String module = Table.names(row.get(1)).getFirst();
              assertThat(
                      Repository.root().resolve(module + "/src/main/java/org/lyceum/" + name(row)))
                  .isDirectory();
            });
  }

  @Test
  void packagesUseOnlyWhatStandsAboveThem() {
    Set<String> wrong = new TreeSet<>();
    CLASSES.forEach(
        type -> uses(type, wrong, (from, to) -> order.indexOf(to) > order.indexOf(from)));
    assertThat(wrong)
        .as("uses of a package that stands below; let the upper one own an interface instead")
        .isEmpty();
  }

  @Test
  void packagesNeverUseWhatTheirLastColumnNames() {
    Set<String> wrong = new TreeSet<>();
    CLASSES.forEach(type -> uses(type, wrong, (from, to) -> never(from).contains(to)));
    assertThat(wrong)
        .as("uses that the last column of ARCHITECTURE.md forbids; pass numbers or tensors instead")
        .isEmpty();
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("org.lyceum.(*)..").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void modulesNeedWhatTheirPomsSay() {
    for (List<String> row : Table.of(PAGE, "module").rows()) {
      assertThat(dependencies(name(row)))
          .as("modules that %s/pom.xml needs, in ARCHITECTURE.md", name(row))
          .containsExactlyInAnyOrderElementsOf(
              row.size() < 4 ? List.of() : Table.names(row.get(3)));
    }
  }

  private interface Forbidden {
    boolean test(String from, String to);
  }

  private static void uses(JavaClass type, Set<String> wrong, Forbidden forbidden) {
    type.getDirectDependenciesFromSelf()
        .forEach(
            use ->
                packageOf(use.getOriginClass())
                    .flatMap(
                        from ->
                            packageOf(use.getTargetClass())
                                .filter(to -> !to.equals(from) && forbidden.test(from, to)))
                    .forEach(to -> wrong.add(use.getDescription())));
  }

  private List<String> never(String from) {
    return packages.stream()
        .filter(row -> name(row).equals(from) && row.size() > 3)
        .flatMap(row -> Table.names(row.get(3)).stream())
        .toList();
  }

  /** The modules of ours that a module needs outside of its tests. */
  private static List<String> dependencies(String module) {
    String pom = Repository.read(Path.of(module, "pom.xml"));
    return module.equals("lyceum-bom")
        ? List.of()
        : DEPENDENCY
            .matcher(pom)
            .results()
            .map((MatchResult dependency) -> dependency.group(1))
            .filter(dependency -> !dependency.contains("<scope>test</scope>"))
            .flatMap(dependency -> OURS.matcher(dependency).results())
            .map((MatchResult ours) -> ours.group(1))
            .toList();
  }
}
