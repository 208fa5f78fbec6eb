/** How long a person looks at a suggestion before the answer; what is sent with it as `took_ms`. */

const IDLE = 30_000; // who does nothing for longer is not deciding
const LONGEST = 600_000;
const SIGNS = ["keydown", "pointermove", "pointerdown", "wheel", "scroll"];

/**
 * Return a clock that runs while a suggestion is selected, the tab is visible and somebody is there.
 * @param {{now: () => number, isVisible: () => boolean}} [world]
 */
export function createClock(world = {}) {
  const { now = () => performance.now(), isVisible = () => document.visibilityState === "visible" } = world;
  let looked = null; // the id of the suggestion
  let total = 0;
  let since = 0; // the last sign of somebody

  function stir() {
    const at = now();
    if (looked && since) total += Math.min(at - since, IDLE);
    since = isVisible() ? at : 0;
  }

  return {
    /** Somebody did something, or the tab came or went. */
    stir,
    /** A suggestion is looked at from now on; null: none. */
    look(id) {
      if (id === looked) return;
      looked = id;
      total = 0;
      since = id && isVisible() ? now() : 0;
    },
    /** Return how long a suggestion was looked at, in milliseconds; null if it was not. */
    took(id) {
      if (!id || id !== looked) return null;
      stir();
      return Math.round(Math.min(total, LONGEST));
    },
    /** Keep with the answer to a suggestion, the first of these acts, how long it was looked at. */
    keep(id, made) {
      const took = this.took(id);
      if (took !== null) made[0].took_ms = took;
      return made;
    },
  };
}

/** Let a clock hear of what happens on the page: `stir` is called at each sign of somebody. */
export function watchStirring(clock, signal) {
  for (const name of SIGNS) document.addEventListener(name, clock.stir, { capture: true, passive: true, signal });
  document.addEventListener("visibilitychange", clock.stir, { signal });
}
