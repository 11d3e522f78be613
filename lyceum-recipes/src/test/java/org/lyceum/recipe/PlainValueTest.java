// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PlainValueTest {
  private record Pair(String first, @Nullable Object second) {
    @Override
    public String toString() {
      return "a pair"; // what it prints says nothing
    }
  }

  @Test
  void saysAllOfARecord() {
    assertThat(PlainValue.of(new Pair("ab", List.of(1, 0.5))))
        .isEqualTo(
            Pair.class.getName() + "(2:ab,list(java.lang.Integer(1),java.lang.Double(0.5)))");
    assertThat(PlainValue.of(new Pair("", DayOfWeek.MONDAY)))
        .endsWith("(0:,java.time.DayOfWeek(MONDAY))");
    assertThat(PlainValue.of(new Pair("x", null))).endsWith("(1:x,null)");
  }

  @Test
  void differsWhereValuesDo() {
    assertThat(
            List.of(
                PlainValue.of(new Pair("a,1:b", "c")),
                PlainValue.of(new Pair("a", "b,1:c")),
                PlainValue.of(new Pair("a", 1)),
                PlainValue.of(new Pair("a", 1L)),
                PlainValue.of(new Pair("a", "1")),
                PlainValue.of(new Pair("a", List.of("1"))),
                PlainValue.of(new Pair("a", true))))
        .doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatIsKnownByItsIdentityAlone() {
    for (Object value : List.of(new Object(), new AtomicInteger(1), new int[] {1})) {
      assertThatThrownBy(() -> PlainValue.of(new Pair("a", value)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must be made of records")
          .hasMessageContaining(value.getClass().getName());
    }
  }
}
