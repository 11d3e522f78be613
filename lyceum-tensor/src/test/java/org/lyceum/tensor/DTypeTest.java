// SPDX-License-Identifier: Apache-2.0
package org.lyceum.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DTypeTest {
  @ParameterizedTest
  @CsvSource({
    "F16, F16, F16",
    "F16, BF16, F32", // 11 bits of precision beside 8 bits of exponent
    "BF16, F32, F32",
    "F32, F64, F64"
  })
  void hasOneThatHoldsTheNumbersOfBoth(DType one, DType other, DType both) {
    assertThat(one.holding(other)).isEqualTo(both);
    assertThat(other.holding(one)).isEqualTo(both);
  }

  @Test
  void holdsFractionsOrIntegersNotBoth() {
    assertThatThrownBy(() -> DType.F32.holding(DType.I8))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("both must be floating-point types, got F32 and I8");
  }

  @ParameterizedTest
  @CsvSource({
    "F64, BF16, F64",
    "F16, BF16, F32",
    "F16, I64, F16",
    "BF16, BOOL, BF16",
    "I64, U8, I64",
    "I8, I64, I64",
    "U8, BOOL, U8",
    "BOOL, BOOL, BOOL"
  })
  void hasOneInWhichElementsMeet(DType one, DType other, DType common) {
    assertThat(one.meeting(other)).isEqualTo(common);
    assertThat(other.meeting(one)).isEqualTo(common);
  }
}
