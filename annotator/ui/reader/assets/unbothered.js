/**
 * Streamlit puts a dialog over its page when its server does not answer. The desk goes on without
 * one and says so itself, so there the dialog is closed as soon as it comes.
 */

const DIALOG = "section[role=dialog][data-rac]";

/** @param {HTMLElement} root of the desk @param {AbortSignal} signal */
export function closeConnectionDialogs(root, signal) {
  const observer = new MutationObserver(() => {
    if (!root.isConnected) return;
    for (const dialog of document.querySelectorAll(DIALOG)) {
      if (!root.contains(dialog) && /connection error/i.test(dialog.textContent)) dialog.querySelector("button")?.click();
    }
  });
  observer.observe(document.body, { childList: true });
  signal.addEventListener("abort", () => observer.disconnect());
}
