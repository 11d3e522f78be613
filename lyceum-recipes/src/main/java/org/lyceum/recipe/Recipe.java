// SPDX-License-Identifier: Apache-2.0
package org.lyceum.recipe;

import java.util.List;

/**
 * A paper that can be run. A class with a constructor without parameters, annotated with {@code
 * AutoService(Recipe.class)}, is found by the {@link Catalogue}.
 */
public interface Recipe {
  /** {@return what paper it is} */
  Paper paper();

  /**
   * {@return what the paper says, as far as it is checked here}
   *
   * @param lab what experiments are made with; nothing heavy happens before a claim is asked
   */
  List<Claim> claims(Lab lab);
}
