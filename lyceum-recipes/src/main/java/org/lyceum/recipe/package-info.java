// SPDX-License-Identifier: Apache-2.0
/**
 * Research papers as programs whose claims can turn out false.
 *
 * <p>A {@link org.lyceum.recipe.Recipe} wires what a paper says from the values of the other
 * packages and states its {@link org.lyceum.recipe.Claim claims}; a {@link
 * org.lyceum.recipe.Verdict} says of each whether it held; an {@link org.lyceum.recipe.Outcome} is
 * the published whole. Adding a paper touches one class and its test.
 */
@NullMarked
package org.lyceum.recipe;

import org.jspecify.annotations.NullMarked;
