/** A label that is missed while reading: it is proposed, and can be used at once. */

import { button } from "./dom.js";

const LONGEST = 60;

/** @param {object} desk @param {object} commands */
export function createProposingCommands(desk, commands) {
  return {
    /** Propose a label, and use it for what is selected. It needs the connection. */
    async newLabel(name) {
      const { article } = desk;
      const before = [desk.passage, desk.selected];
      let label;
      try {
        label = await desk.api.propose(name.trim(), article.id);
      } catch (error) {
        if (!error.name?.startsWith("ApiError")) throw error;
        const message = error.status ? error.message : "A new label needs the connection. What you selected stays.";
        return desk.voice.toast(message, { detail: error.status ? error.remedy : "", isError: true });
      }
      article.addLabels([label]);
      if (desk.article !== article) return undefined;
      desk.drawLabels();
      // Only what was selected then is labelled, not what is now.
      if (desk.passage === before[0] && desk.selected === before[1]) commands.label(label.id);
      return desk.voice.toast(`“${label.name}” is proposed, and ready for use.`);
    },
  };
}

/** Return the button that proposes a label by the name that was typed; null where there is one. */
export function newLabelButton(desk, typed) {
  const name = typed?.trim() ?? "";
  const isThere = desk.labelsOf("span").some((label) => label.name.toLocaleLowerCase() === name.toLocaleLowerCase());
  if (!name || name.length > LONGEST || isThere) return null;
  return button("button.pm-new", { onclick: () => desk.commands.newLabel(name) }, `+ New label “${name}”`);
}
