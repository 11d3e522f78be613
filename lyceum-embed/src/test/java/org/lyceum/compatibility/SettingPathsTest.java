// SPDX-License-Identifier: Apache-2.0
package org.lyceum.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SettingPathsTest {
  /** One of several kinds. */
  public sealed interface Shape permits Circle, Square {}

  /** A kind. */
  public record Circle(double radius) implements Shape {}

  /** Another, with nothing to set. */
  public record Square() implements Shape {}

  /** Always of this kind. */
  public record Size(int width, @Nullable Integer depth) {}

  /** All of them. */
  public record Drawing(Size size, Shape first, List<Shape> others, List<Size> sizes) {}

  @Test
  void leadsToEverySingleValueAndNamesTheKindOnlyWhereThereAreSeveral() {
    var drawing =
        new Drawing(
            new Size(3, null),
            new Circle(0.5),
            List.of(new Square(), new Circle(2)),
            List.of(new Size(4, 5)));

    assertThat(SettingPaths.of("drawing", drawing))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "drawing", "Drawing",
                "drawing.size.width", "3",
                "drawing.first", "Circle",
                "drawing.first.radius", "0.5",
                "drawing.others.0", "Square",
                "drawing.others.1", "Circle",
                "drawing.others.1.radius", "2.0",
                "drawing.sizes.0.width", "4",
                "drawing.sizes.0.depth", "5"));
  }

  @Test
  void keepsASingleValueUnderThePathItself() {
    assertThat(SettingPaths.of("texts", 20)).isEqualTo(Map.of("texts", "20"));
  }
}
