/**
 * How long somebody is at work, told to the server some times a minute together with the article that
 * they have open. Told beside the acts, never before one: no key waits for it.
 */

import { uuid } from "./acts.js";
import { watchStirring } from "./deciding.js";
import { whenPaintedOrSoon } from "./dom.js";

const IDLE = 30_000; // who does nothing for longer is not at work
const AWAY = 300_000; // nor here
const EVERY = 15_000;

const ofPage = { now: () => performance.now(), isVisible: () => document.visibilityState === "visible" };

/** Return what adds up the time in which the tab is visible and somebody stirs now and then. */
export function createActivity({ now, isVisible } = ofPage) {
  let stirred = isVisible() ? now() : null; // the last sign of somebody; null: nobody is here
  let counted = now(); // up to where it is added up
  let total = 0;

  function add() {
    const until = stirred === null ? 0 : Math.min(now(), stirred + IDLE);
    total += Math.max(0, until - counted);
    counted = now();
  }

  return {
    /** Somebody did something, or the tab came or went. */
    stir() {
      add();
      stirred = isVisible() ? now() : null;
    },
    /** Return how many milliseconds have added up since this was asked last. */
    take() {
      add();
      const taken = Math.round(total);
      total = 0;
      return taken;
    },
    isHere: () => stirred !== null && now() - stirred < AWAY,
  };
}

/**
 * Tell the server who is at which article: so it knows that the article is shown, and by its ticket
 * how. What could not be told is told later, with how long ago it was; each beat has a number, so that
 * it counts once.
 * @param {{activity: object, send: (articleId: string, beat: object) => Promise, now?: () => number}} ways
 */
export function createBeats({ activity, send, now = ofPage.now }) {
  const windowId = uuid();
  let articleId = "";
  let ticket = "";
  let number = 0;
  let untold = [];
  let isTelling = false;
  let isHere = false; // as it was told last

  function keep(isStillHere) {
    number += 1;
    isHere = isStillHere;
    untold.push({ articleId, ticket, number, active: activity.take(), isHere, at: now() });
  }

  async function sent(beat) {
    const told = {
      window_id: windowId, number: beat.number, active_ms: beat.active, ago_ms: Math.round(now() - beat.at),
      is_here: beat.isHere, ticket: beat.ticket,
    }; // prettier-ignore
    try {
      await send(beat.articleId, told);
    } catch (error) {
      if (!isRefused(error.status)) return false;
    }
    untold = untold.filter((other) => other !== beat);
    return true;
  }

  async function tell() {
    if (isTelling) return;
    isTelling = true;
    while (untold.length && (await sent(untold[0])));
    isTelling = false;
  }

  return {
    /** Tell that somebody is at the article, if anybody is. While nothing gets through, time adds up. */
    async beat() {
      await tell();
      if (!articleId || untold.length || !activity.isHere()) return;
      keep(true);
      await tell();
    },
    /** Another article is shown from now on. */
    async follow(id, itsTicket) {
      if (id === articleId) return;
      if (articleId) keep(false);
      [articleId, ticket] = [id, itsTicket];
      keep(true);
      await tell();
    },
    /** The article is looked at no more; the page may be gone before an answer comes. */
    leave() {
      if (!isHere) return;
      keep(false);
      for (const beat of untold) sent(beat);
    },
  };
}

/** Whether the server will never take it; to have to sign in, or to ask later, passes. */
function isRefused(status) {
  return status >= 400 && status < 500 && ![401, 408, 429].includes(status);
}

/**
 * Tell of whoever reads on this page from now on.
 * @param {object} api see createApi
 * @param {AbortSignal} signal ends it
 * @returns {{follow: (articleId: string, ticket: string) => Promise}}
 */
export function watchActivity(api, signal) {
  const activity = createActivity();
  const beats = createBeats({ activity, send: api.beat });
  watchStirring(activity, signal);
  const timer = setInterval(() => whenPaintedOrSoon(beats.beat), EVERY);
  document.addEventListener("visibilitychange", () => (document.hidden ? beats.leave() : beats.beat()), { signal });
  window.addEventListener("pagehide", beats.leave, { signal });
  signal.addEventListener("abort", () => {
    clearInterval(timer);
    beats.leave();
  });
  return beats;
}
