/**
 * What is given to the reader: said below the headline, with the way to leave it out; and going on to
 * the next article that is theirs, where the list is that of what is given to them.
 */

import { button, h } from "./dom.js";
import { readableDate } from "./header.js";

const LONGEST = 500; // of a reason

/** Return by when an article is to be done, in words; `today` is a day as 2026-12-24. */
export function dueWords(due, today) {
  if (!due) return "";
  if (due === today) return "due today";
  return `${due < today ? "overdue since" : "due"} ${readableDate(due)}`;
}

/** @param {object} desk */
export function createGiven(desk) {
  const said = h("bdi", { dir: "ltr" });
  const leave = button("button.pm-act", { onclick: () => desk.commands.skip(), dir: "ltr", "data-testid": "pm-skip" }, "Skip…");
  const element = h("p.pm-given", { hidden: true, "data-testid": "pm-given" }, said, leave);

  return {
    element,
    /** Show what is to be known of the article; nothing where nothing is given out. */
    draw() {
      const { assignment, state } = desk.article;
      const { is_given: isGiven, is_skipped: isSkipped, due, refused } = assignment ?? {};
      const isOpen = isGiven && !isSkipped && state !== "done";
      const day = isOpen ? dueWords(due, new Date().toISOString().slice(0, 10)) : "";
      element.hidden = !refused && !isOpen;
      element.toggleAttribute("data-refused", Boolean(refused));
      said.textContent = refused || `Given to you${day && `, ${day}`}`;
      leave.hidden = !isOpen || Boolean(refused);
    },
  };
}

/** @param {object} desk */
export function createGivenCommands(desk, commands) {
  /** Go to the next article that is the reader's; it is drawn if nothing is left to do. */
  async function toNext() {
    const from = desk.article;
    try {
      const { article } = await desk.api.next(from.id);
      if (desk.article !== from) return;
      if (article) desk.go(article.id);
      else desk.voice.toast("There is no other article for you now.");
    } catch (error) {
      if (!error.name?.startsWith("ApiError")) throw error;
      // Without the server the list leads on, as far as it was fetched.
      if (desk.article === from) commands.article(1);
    }
  }

  return {
    /** Go on from an article that is done: along the list, or to what is given next. */
    goOn() {
      if (desk.list().given === "me") toNext();
      else commands.article(1);
    },
    /** Ask why the article is left out, leave it out, and go on. */
    skip() {
      const { article } = desk;
      askWhy(desk.root, async (reason) => {
        try {
          await desk.api.skip(article.id, reason);
        } catch (error) {
          if (!error.name?.startsWith("ApiError")) throw error;
          desk.voice.toast(error.message, { detail: error.remedy, isError: true });
          return;
        }
        desk.voice.toast("Skipped. It can be taken up again on the page Work, until somebody else has it.");
        if (desk.article === article) toNext();
      });
    },
  };
}

/** Ask for a reason; nothing is done without one. */
function askWhy(root, then) {
  const close = () => (dialog.close(), dialog.remove());
  const field = h("input.pm-field", { type: "text", maxlength: LONGEST, "aria-label": "Why it is skipped", dir: "auto" });
  const submit = () => {
    const reason = field.value.trim();
    if (!reason) return field.focus();
    close();
    return then(reason);
  };
  const dialog = h("dialog.pm-linked", { "aria-label": "Skip this article" },
    h("h2", { text: "Skip this article" }),
    h("p", { text: "Say why. Somebody else gets it; what you have marked stays." }),
    field,
    h("span.pm-given-ways", {},
      button("button.pm-act", { onclick: close }, "Cancel"),
      button("button.pm-act.pm-yes", { onclick: submit }, "Skip")),
  ); // prettier-ignore
  dialog.addEventListener("keydown", (event) => {
    event.stopPropagation(); // the desk has keys of its own, and so has Streamlit
    if (event.key === "Escape") close();
    else if (event.key === "Enter" && event.target === field && !event.isComposing) submit();
    else return;
    event.preventDefault();
  });
  dialog.addEventListener("click", (event) => event.target === dialog && close());
  root.append(dialog);
  dialog.showModal();
  field.focus();
}
