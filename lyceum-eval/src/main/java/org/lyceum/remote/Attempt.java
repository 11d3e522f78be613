// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

import java.time.Duration;
import java.util.Optional;

/** What came of one request. */
sealed interface Attempt {
  /**
   * An answer.
   *
   * @param body of it
   */
  @SuppressWarnings("ArrayRecordComponent") // read once, never compared
  record Answered(byte[] body) implements Attempt {}

  /**
   * None.
   *
   * @param what happened, as the end of a sentence that begins with the address
   * @param status of HTTP, or 0 where there was no answer at all
   * @param again whether it may go well the next time
   * @param after how long the service wants to be left alone
   * @param advice what to do
   */
  record Failed(String what, int status, boolean again, Optional<Duration> after, String advice)
      implements Attempt {}
}
