// SPDX-License-Identifier: Apache-2.0
package org.lyceum.task;

/**
 * A query or a document.
 *
 * @param id unique among its kind
 * @param text what is embedded
 */
public record Text(String id, String text) {}
