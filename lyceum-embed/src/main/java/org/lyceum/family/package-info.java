// SPDX-License-Identifier: Apache-2.0
/**
 * Encoders that people publish. A family is a short class: how its {@code config.json} is read, and
 * which of the parts of {@link org.lyceum.encoder} it is put together from. {@link
 * org.lyceum.family.Families} finds the family of a file: of texts, of pictures, or of both. How
 * pictures come in beside texts, and why: decision 68.
 */
@NullMarked
package org.lyceum.family;

import org.jspecify.annotations.NullMarked;
