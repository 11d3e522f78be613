// SPDX-License-Identifier: Apache-2.0
package org.lyceum.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.lyceum.tensor.Tensor;

class ScopeTest {
  @Test
  void freesWhatWasMadeInIt() {
    long before = Torch.live();
    try (var scope = Scope.open("test")) {
      Torch.ones(3).add(Torch.ones(3)).sum();
      assertThat(Torch.live()).isEqualTo(before + 4);
    }
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  void freesWhatWasMadeInItWhenAnOperationFails() {
    long before = Torch.live();
    try (var scope = Scope.open("test")) {
      var table = Torch.ones(2, 2);
      var wrong = Torch.tensor(new long[] {7}, 1);
      assertThatThrownBy(() -> table.rows(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  void keepsATensorForTheEnclosingScope() {
    long before = Torch.live();
    try (var outer = Scope.open("outer")) {
      Tensor kept;
      try (var inner = Scope.open("inner")) {
        Torch.ones(2);
        kept = inner.keep(Torch.ones(2).mul(3));
      }
      assertThat(Torch.live()).isEqualTo(before + 1);
      assertThat(kept.floats()).containsExactly(3, 3);
    }
    assertThat(Torch.live()).isEqualTo(before);
  }

  @Test
  void keepsATensorThroughSeveralLevels() {
    try (var outer = Scope.open("outer")) {
      Tensor kept;
      try (var middle = Scope.open("middle")) {
        try (var inner = Scope.open("inner")) {
          kept = inner.keep(Torch.ones(1));
        }
        middle.keep(kept);
      }
      assertThat(kept.item()).isEqualTo(1);
    }
  }

  @Test
  void keepsTheValuesOfAViewWhoseSourceIsFreed() {
    try (var outer = Scope.open("outer")) {
      Tensor kept;
      try (var inner = Scope.open("inner")) {
        kept = inner.keep(Torch.tensor(new float[] {1, 2, 3, 4}, 2, 2).select(0, 1));
      }
      assertThat(kept.floats()).containsExactly(3, 4);
    }
  }

  @Test
  void isNotTakenFromOperands() {
    // A result belongs to the innermost scope, however long its operands live.
    try (var outer = Scope.open("outer")) {
      var longLived = Torch.ones(2);
      Tensor result;
      try (var inner = Scope.open("inner")) {
        result = longLived.add(1);
      }
      assertThatThrownBy(result::floats).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void mustBeOpenToMakeATensor() {
    assertThatThrownBy(() -> Torch.ones(2))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "no tensor scope is open on thread '%s'; wrap the work in try (var scope ="
                + " Scope.open(\"...\"))",
            Thread.currentThread().getName());
  }

  @Test
  void isOfItsThreadOnly() {
    try (var scope = Scope.open("test")) {
      var elsewhere = CompletableFuture.supplyAsync(() -> Torch.ones(2));
      assertThatThrownBy(elsewhere::join).hasMessageContaining("no tensor scope is open on thread");
    }
  }

  @Test
  void isReadableFromOtherThreads() {
    try (var scope = Scope.open("test")) {
      var tensor = Torch.ones(2);
      assertThat(CompletableFuture.supplyAsync(tensor::floats).join()).containsExactly(1, 1);
    }
  }

  @Test
  void saysWhichScopeFreedATensor() {
    Tensor gone;
    try (var scope = Scope.open("brief")) {
      gone = Torch.ones(2, 3);
    }
    assertThatThrownBy(gone::floats)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "tensor (2, 3) was freed when scope 'brief' closed; hand it up before that with"
                + " scope.keep(tensor)");
    assertThat(gone).hasToString("freed F32(2, 3)");
  }

  @Test
  void refusesToKeepWithoutAnEnclosingScope() {
    try (var scope = Scope.open("alone")) {
      var tensor = Torch.ones(1);
      assertThatThrownBy(() -> scope.keep(tensor))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "scope 'alone' has no enclosing scope to keep a tensor in; open one around it");
      assertThat(tensor.item()).isEqualTo(1);
    }
  }

  @Test
  void refusesToKeepWhatBelongsToAnother() {
    try (var outer = Scope.open("outer")) {
      var tensor = Torch.ones(1);
      try (var inner = Scope.open("inner")) {
        assertThatThrownBy(() -> inner.keep(tensor))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("tensor (1) belongs to scope 'outer', not to 'inner'; keep it there first");
        assertThatThrownBy(() -> outer.keep(tensor))
            .isInstanceOf(IllegalStateException.class)
            .hasMessageContaining("scope 'outer' is not the innermost");
      }
    }
  }

  @Test
  void refusesToCloseBeforeTheScopesInsideIt() {
    try (var outer = Scope.open("outer")) {
      try (var inner = Scope.open("inner")) {
        assertThatThrownBy(outer::close)
            .isInstanceOf(IllegalStateException.class)
            .hasMessage(
                "scope 'outer' cannot be closed before 'inner' inside it; close scopes in reverse"
                    + " order");
      }
    }
  }

  @Test
  void refusesToCloseOnAnotherThread() {
    try (var scope = Scope.open("mine")) {
      var elsewhere = CompletableFuture.runAsync(scope::close);
      assertThatThrownBy(elsewhere::join).hasMessageContaining("scope 'mine' was opened on thread");
    }
  }

  @Test
  void mayBeClosedTwice() {
    var scope = Scope.open("twice");
    scope.close();
    scope.close();
    assertThat(scope.name()).isEqualTo("twice");
  }
}
