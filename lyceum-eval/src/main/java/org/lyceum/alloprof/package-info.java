// SPDX-License-Identifier: Apache-2.0
/**
 * Questions of pupils and the pages that teachers answer them with, in the files of the Alloprof
 * data set, whose terms (CC BY-NC-SA 4.0) do not allow it to come along.
 *
 * @see <a href="https://arxiv.org/abs/2302.07738">Lefebvre-Brossard et al. 2023</a>
 */
@NullMarked
package org.lyceum.alloprof;

import org.jspecify.annotations.NullMarked;
