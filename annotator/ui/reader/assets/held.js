/**
 * Whether Shift or Ctrl is held: what is selected is being extended then, or words are added to it,
 * and what floats over the text has to stay out of the way.
 */

const LONGER = 200; // milliseconds: a key that is pressed with others is let go before

/**
 * Say on the root whether such a key is held down. It is a timer's work and no transition's: while
 * one runs the browser draws frame after frame, and what the key does would wait for the next.
 * @param {HTMLElement} root
 * @param {AbortSignal} signal ends it
 */
export function watchHeld(root, signal) {
  let timer = 0;
  const follow = ({ shiftKey, ctrlKey, metaKey }) => {
    if (shiftKey || ctrlKey || metaKey) {
      timer ||= setTimeout(() => root.toggleAttribute("data-held", true), LONGER);
      return;
    }
    clearTimeout(timer);
    timer = 0;
    root.toggleAttribute("data-held", false);
  };
  for (const name of ["keydown", "keyup", "pointerdown"]) document.addEventListener(name, follow, { capture: true, signal });
  // The key may be let go where the page does not hear of it.
  window.addEventListener("blur", follow, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
}
