// SPDX-License-Identifier: Apache-2.0
/**
 * The command line. Start with {@link org.lyceum.cli.Main}.
 *
 * <p>A command is a sentence: it reads its options, calls the library and prints. Results go to
 * standard output, everything else to standard error. This is the only package that prints.
 */
@NullMarked
package org.lyceum.cli;

import org.jspecify.annotations.NullMarked;
