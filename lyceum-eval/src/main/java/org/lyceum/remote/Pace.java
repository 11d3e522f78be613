// SPDX-License-Identifier: Apache-2.0
package org.lyceum.remote;

/** Keeps requests apart, so that no minute has more than so many of them. */
final class Pace {
  private final long nanosBetween;
  private long next = Long.MIN_VALUE; // when the next request may start

  /** Keeps them apart; 0 for no limit. */
  Pace(double perMinute) {
    nanosBetween = perMinute == 0 ? 0 : Math.round(60e9 / perMinute);
  }

  /** Takes the next turn, and says how many nanoseconds from now it is. */
  synchronized long turn(long now) {
    long start = Math.max(now, next);
    next = start + nanosBetween;
    return start - now;
  }

  /** Lets nobody have a turn before then. */
  synchronized void rest(long until) {
    next = Math.max(next, until);
  }
}
