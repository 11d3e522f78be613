// SPDX-License-Identifier: Apache-2.0
@NullMarked
package org.lyceum.quantization;

import org.jspecify.annotations.NullMarked;
