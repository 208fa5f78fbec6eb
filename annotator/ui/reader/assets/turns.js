/**
 * Who is at work on a thing that several windows of one browser may do: one at a time, and the
 * others can tell. The browser's locks say so; it gives one back when its window ends, however it
 * ends. Where it has or allows none, as on plain http, each window takes itself for the only one.
 */

/**
 * @param {LockManager | undefined} locks
 * @param {string} prefix of the names of the locks
 * @param {AbortSignal} signal ends waiting
 */
export function createTurns(locks, prefix, signal) {
  return {
    /** Do something when nobody else is at it; returns what it returns. */
    async take(name, run) {
      let isBegun = false;
      const begin = () => ((isBegun = true), run());
      try {
        return await locks.request(prefix + name, begin);
      } catch (error) {
        if (isBegun) throw error;
        return run(); // there are no locks
      }
    },
    /** Return whether somebody is at it, or waits for their turn. */
    async isTaken(name) {
      try {
        return await locks.request(prefix + name, { mode: "shared", ifAvailable: true }, (lock) => !lock);
      } catch {
        return false;
      }
    },
    /** Wait until nobody is at it; rejects where that is not to be waited for any more. */
    whenFree: (name) => locks.request(prefix + name, { mode: "shared", signal }, () => {}),
  };
}
