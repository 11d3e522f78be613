// SPDX-License-Identifier: Apache-2.0
package org.lyceum.folder;

import org.lyceum.pooling.Pooling;

/**
 * What the caller states about a model folder that does not say it.
 *
 * @param pooling how token states become a vector
 * @param normalize whether the vector gets length 1; looked at only where there is no {@code
 *     modules.json}
 */
public record StatedPooling(Pooling pooling, boolean normalize) {}
