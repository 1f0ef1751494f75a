// What scripts spare: keys, the words marked in a text, and the place of the quote in view. Every page works without them.
"use strict";

const KEYS = "desk-keys-off"; // the reader of a screen or a voice may need these keys: /keys turns them off
const typing = target => target.closest("input, textarea, select, [contenteditable]");

function press(element) {
  if (element.matches("summary")) {
    const details = element.parentElement;
    details.open = !details.open;
    const fields = details.querySelector("[data-key='v']") || details.querySelector("select, input:not([type=hidden])");
    (details.open && fields ? fields : element).focus();
  } else if (element.matches("a, button")) {
    element.click();
  } else {
    element.focus();
  }
}

document.addEventListener("keydown", event => {
  if (event.key === "Escape" && typing(event.target)) {
    event.target.blur();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || localStorage.getItem(KEYS)) return;
  const wanted = [...document.querySelectorAll("[data-key]")].find(each => each.dataset.key === event.key && !each.closest("[hidden]"));
  const reasons = document.querySelector("#why");
  if (wanted) {
    event.preventDefault();
    press(wanted);
  } else if (reasons && /^[1-9]$/.test(event.key) && reasons.options.length > Number(event.key)) {
    event.preventDefault();
    reasons.selectedIndex = Number(event.key);
    reasons.form.requestSubmit();
  }
});

// Offsets count code points, as quotes do; a piece that is spelt out counts as a whole.
function placeOf(node, offset, atEnd) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
  if (!piece) return null;
  const start = Number(piece.dataset.start), end = Number(piece.dataset.end), text = [...piece.textContent];
  if (text.length !== end - start) return atEnd ? end : start;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return start + [...before.toString()].length;
}

document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection(), offer = document.querySelector(".chosen");
  if (!offer || !chosen.rangeCount || chosen.isCollapsed) return;
  const range = chosen.getRangeAt(0), text = document.querySelector(".text[data-source]");
  if (!text.contains(range.commonAncestorContainer)) return;
  const start = placeOf(range.startContainer, range.startOffset, false), end = placeOf(range.endContainer, range.endOffset, true);
  if (start === null || end === null || start >= end) return;
  offer.hidden = false;
  offer.querySelector("a").href = `/sources/${text.dataset.source}/new?start=${start}&end=${end}`;
});

// A passkey: the desk asks, the device answers, and the answer is sent as a form.
async function answered(form) {
  const asked = await fetch("/passkey/question", { method: "POST", headers: { "x-guard": form.dataset.guard || "" } });
  const { mark, options } = await asked.json();
  const made = form.dataset.guard
    ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
  form.elements.mark.value = mark;
  form.elements.answer.value = JSON.stringify(made.toJSON());
  form.submit();
}

document.addEventListener("DOMContentLoaded", () => {
  for (const form of document.querySelectorAll(".passkey")) {
    form.hidden = !window.PublicKeyCredential?.parseCreationOptionsFromJSON;
    form.addEventListener("submit", event => { event.preventDefault(); answered(form).catch(() => form.classList.add("bad")); });
  }
  const here = document.querySelector("#here"), text = document.querySelector(".article .text");
  if (here && text) text.scrollTop = here.offsetTop - text.offsetTop - text.clientHeight / 3;
  const keys = document.querySelector("#keys");
  if (!keys) return;
  const tell = () => { keys.textContent = localStorage.getItem(KEYS) ? keys.dataset.on : keys.dataset.off; };
  keys.hidden = false;
  keys.addEventListener("click", () => { localStorage.getItem(KEYS) ? localStorage.removeItem(KEYS) : localStorage.setItem(KEYS, "1"); tell(); });
  tell();
});
