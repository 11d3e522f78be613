// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class UseGuardTest {
  private final UseGuard guard = new UseGuard();

  private boolean aloneAround(Runnable work) {
    return guard.use(
        () -> {
          long mark = guard.mark();
          work.run();
          return guard.isAloneSince(mark);
        });
  }

  private static <T> T onAnotherThread(java.util.function.Supplier<T> work) {
    return CompletableFuture.supplyAsync(work).join();
  }

  @Test
  void isAloneWhereNobodyElseUsesIt() {
    assertThat(aloneAround(() -> {})).isTrue();
    assertThat(guard.use(() -> aloneAround(() -> {}))).isTrue(); // a use in a use
  }

  @Test
  void isNotAloneWhereAnotherUseBeganMeanwhile() {
    assertThat(aloneAround(() -> onAnotherThread(() -> guard.use(() -> 1)))).isFalse();
  }

  @Test
  void isNotAloneWhereAnotherUseWasUnderWay() {
    assertThat(guard.use(() -> onAnotherThread(() -> aloneAround(() -> {})))).isFalse();
  }
}
