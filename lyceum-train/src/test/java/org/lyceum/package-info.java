// SPDX-License-Identifier: Apache-2.0
/** What several tests share. */
@org.jspecify.annotations.NullMarked
package org.lyceum;
