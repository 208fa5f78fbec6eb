// Shows and hides marks by label, by annotator, and suggestions; leads between a mark and its note.
"use strict";
const marks = [...document.querySelectorAll(".m")];
const boxes = [...document.querySelectorAll(".controls input")];
const isOn = (kind, value) =>
  boxes.every((box) => box.dataset.kind !== kind || box.value !== value || box.checked);

function draw() {
  const tagged = new Set(); // where several gave the same label, its tag stands once
  for (const mark of marks) {
    const { label, by, suggested } = mark.dataset;
    const shown = isOn("label", label) &&
      (suggested ? isOn("suggestions", "all") : isOn("by", by));
    mark.classList.toggle("off", !shown);
    const place = `${label} ${mark.dataset.at}`;
    mark.classList.toggle("again", shown && tagged.has(place));
    if (shown && mark.classList.contains("first")) tagged.add(place);
    const note = mark.dataset.note && document.getElementById(`n${mark.dataset.note}`);
    if (note) note.classList.toggle("hidden", !shown);
  }
}

function light(element) {
  for (const other of document.querySelectorAll(".lit")) other.classList.remove("lit");
  element.classList.add("lit");
  element.scrollIntoView({ block: "center" });
}

function open(mark) {
  const note = document.getElementById(`n${mark.dataset.note}`);
  if (!note || mark.classList.contains("off")) return;
  light(note);
  note.focus({ preventScroll: true });
}

addEventListener("change", draw);
addEventListener("click", (event) => {
  const mark = event.target.closest("[data-note]:not(.off)");
  if (mark) open(mark);
  const back = event.target.closest("a[data-mark]");
  if (back) {
    event.preventDefault();
    const there = document.querySelector(`.m[data-note="${back.dataset.mark}"]`);
    if (there) { light(there); there.focus({ preventScroll: true }); }
  }
});
addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.matches("[data-note]")) open(event.target);
});
draw();
