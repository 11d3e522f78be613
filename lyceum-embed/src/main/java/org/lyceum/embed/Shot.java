// SPDX-License-Identifier: Apache-2.0
package org.lyceum.embed;

/**
 * An example that a model is shown before a query.
 *
 * @param task what was asked for, such as "Given a question, find its answer"
 * @param query of that task
 * @param passage what answers the query
 */
public record Shot(String task, String query, String passage) {}
