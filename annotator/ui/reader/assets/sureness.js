/** How sure a recogniser is of a suggestion, in three steps that are told apart at a glance. */

import { h } from "./dom.js";

const SURE = 0.85;
const LIKELY = 0.7;

/**
 * Return the step of a score.
 * @param {number?} score null where whoever suggested gave none
 * @returns {"sure" | "likely" | "unsure" | ""} nothing where there is no score
 */
export function surenessOf(score) {
  if (score == null) return "";
  if (score >= SURE) return "sure";
  return score >= LIKELY ? "likely" : "unsure";
}

/** Return a score as it is shown in lists and in the bar, above the dots of its step. */
export const scoreShown = (score) =>
  h("span.pm-score", {
    data: { sure: surenessOf(score) }, text: score.toFixed(2).replace(/^0/, ""), title: surenessOf(score),
  }); // prettier-ignore
