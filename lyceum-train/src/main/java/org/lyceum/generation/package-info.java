// SPDX-License-Identifier: Apache-2.0
/** Texts that go on: what a causal language model writes behind a prompt. */
@NullMarked
package org.lyceum.generation;

import org.jspecify.annotations.NullMarked;
