/**
 * Whether Shift or Ctrl is held: what is selected is being extended then, or words are added to it,
 * and what floats over the text has to stay out of the way.
 */

/** Say on the root whether such a key is down. @param {HTMLElement} root @param {AbortSignal} signal ends it */
export function watchHeld(root, signal) {
  const follow = ({ shiftKey, ctrlKey, metaKey }) => root.toggleAttribute("data-held", Boolean(shiftKey || ctrlKey || metaKey));
  for (const name of ["keydown", "keyup", "pointerdown"]) document.addEventListener(name, follow, { capture: true, signal });
  // The key may be let go where the page does not hear of it.
  window.addEventListener("blur", follow, { signal });
}
