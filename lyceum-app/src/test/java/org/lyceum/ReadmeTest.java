// SPDX-License-Identifier: Apache-2.0
package org.lyceum;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  /** To the end of the word, so that a slip in a name is seen. */
  private static final Pattern VARIABLE = Pattern.compile("LYCEUM_[^\\s`=]*");

  private static Stream<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(MatchResult::group);
  }

  @Test
  void namesVariablesThatTheProgramReads() {
    var read =
        Stream.concat(Repository.sources().stream(), Stream.of(Path.of("lyceum")))
            .map(Repository::read)
            .flatMap(source -> Pattern.compile("LYCEUM_\\w+").matcher(source).results())
            .map(MatchResult::group)
            .collect(Collectors.toSet());
    assertThat(variables(Repository.read(Path.of("README.md"))))
        .isNotEmpty()
        .allSatisfy(name -> assertThat(read).contains(name));
  }
}
