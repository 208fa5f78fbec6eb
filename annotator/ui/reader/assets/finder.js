/**
 * A worker that looks for patterns. There are patterns that take for ever on some texts; here they
 * hold up nobody, and the page ends the worker when it has waited long enough.
 */

import { expressionFor, findAll } from "./matching.js";

onmessage = ({ data: { id, text, typed, how } }) => {
  postMessage({ id, isBegun: true });
  postMessage({ id, found: findAll(text, expressionFor(typed, how)) });
};
