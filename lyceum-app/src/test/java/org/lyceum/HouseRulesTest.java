// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/** What the compiler does not refuse and we do; each rule says what to do instead. */
@AnalyzeClasses(packages = "org.lyceum", importOptions = DoNotIncludeTests.class)
class HouseRulesTest {
  private static final Set<String> UNSEEDED =
      Set.of(
          "java.util.Random.<init>()",
          "java.util.SplittableRandom.<init>()",
          "java.security.SecureRandom.<init>()",
          "java.lang.Math.random()",
          "java.util.UUID.randomUUID()",
          "java.util.Collections.shuffle(java.util.List)",
          "java.util.concurrent.ThreadLocalRandom.current()",
          "java.util.random.RandomGenerator.getDefault()");
  private static final Set<String> DEFAULT_CHARSET =
      Set.of(
          "java.lang.String.<init>([B)",
          "java.lang.String.getBytes()",
          "java.nio.charset.Charset.defaultCharset()",
          "java.io.InputStreamReader.<init>(java.io.InputStream)",
          "java.io.OutputStreamWriter.<init>(java.io.OutputStream)",
          "java.io.FileReader.<init>(java.lang.String)",
          "java.io.FileReader.<init>(java.io.File)",
          "java.io.FileWriter.<init>(java.lang.String)",
          "java.io.FileWriter.<init>(java.io.File)",
          "java.util.Scanner.<init>(java.io.InputStream)");

  @ArchTest
  static final ArchRule onlyTorchKnowsTheNativeLibrary =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lyceum.torch..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.bytedeco..")
          .because(
              "libtorch can be replaced only while one package knows it; use Tensor and Torch");

  @ArchTest
  static final ArchRule onlyTheCommandLinePrints =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lyceum.cli..")
          .should()
          .accessTargetWhere(target("System.out or System.err", "java.lang.System.(out|err)"))
          .because("a library is silent; return a value, or report through Progress");

  @ArchTest
  static final ArchRule onlyTheCommandLineEndsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.lyceum.cli..")
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .because("the application that embeds us goes on; throw an exception");

  @ArchTest
  static final ArchRule onlyTheCommandLineAndRemoteEmbeddersUseTheNetwork =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.lyceum.cli..", "org.lyceum.remote..")
          .should()
          .dependOnClassesThat(
              nameMatching(
                  "java\\.net\\.http\\..*|java\\.net\\.(Http)?URLConnection"
                      + "|java\\.net\\.(Server)?Socket|java\\.nio\\.channels\\.(Server)?SocketChannel"))
          .because(
              "everything but 'lyceum fetch', 'lyceum data fetch' and addresses works offline; take"
                  + " a file");

  @ArchTest
  static final ArchRule everyRandomStreamHasASeed =
      noClasses()
          .should(call(UNSEEDED))
          .because("a run must be repeatable to the last bit; take a stream from Seed by name");

  @ArchTest
  static final ArchRule everyTextHasACharset =
      noClasses()
          .should(call(DEFAULT_CHARSET))
          .because("a file must read the same on every machine; name StandardCharsets.UTF_8");

  @ArchTest
  static final ArchRule nothingIsSerialized =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(ObjectInputStream.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(ObjectOutputStream.class)
          .because("Java serialization runs what it reads; write JSON or safetensors");

  @ArchTest
  static final ArchRule namesSayWhatAClassIs =
      noClasses()
          .should()
          .haveNameMatching("(.*[.$])?(Abstract\\w*|Base\\w*|\\w*(Manager|Helper|Utils?|Impl))")
          .because("such a name fits anything; name what the class is or does");

  @ArchTest
  static final ArchRule nothingIsNullUnlessItSaysSo =
      classes()
          .that(not(resideInAPackage("org.lyceum")))
          .should(resideInAPackageThatIsNullMarked())
          .because("NullAway checks only such packages; add a package-info.java with @NullMarked");

  private static ArchCondition<JavaClass> resideInAPackageThatIsNullMarked() {
    return new ArchCondition<>("reside in a package with @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(new SimpleConditionEvent(type, marked, type.getPackageName()));
      }
    };
  }

  private static DescribedPredicate<JavaAccess<?>> target(String description, String pattern) {
    return DescribedPredicate.describe(
        description, access -> access.getTarget().getFullName().matches(pattern));
  }

  /** A condition that finds calls of some methods and constructors. */
  private static ArchCondition<JavaClass> call(Set<String> forbidden) {
    return new ArchCondition<>("call one of " + forbidden) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        for (JavaAccess<?> call : type.getAccessesFromSelf()) {
          if (forbidden.contains(call.getTarget().getFullName())) {
            events.add(SimpleConditionEvent.satisfied(call, call.getDescription()));
          }
        }
      }
    };
  }
}
