// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

/** Keeps requests, or the tokens of them, apart, so that no minute has more than so many. */
final class Pace {
  private final double nanosBetween;
  private long next = Long.MIN_VALUE; // when the next request may start

  /** Keeps them apart; 0 for no limit. */
  Pace(double perMinute) {
    nanosBetween = perMinute == 0 ? 0 : 60e9 / perMinute;
  }

  /** Takes the next turn, for so many at once, and says how many nanoseconds from now it is. */
  synchronized long turn(long now, long count) {
    long start = Math.max(now, next);
    next = start + Math.round(nanosBetween * count);
    return start - now;
  }

  /** Puts right that it were more, or fewer, than was said when the turn was taken. */
  synchronized void correct(long more) {
    next += Math.round(nanosBetween * more);
  }

  /** Lets nobody have a turn before then. */
  synchronized void rest(long until) {
    next = Math.max(next, until);
  }
}
