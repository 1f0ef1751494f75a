"use strict";
// Everything is on the pages without this: it opens what a link points into, lets arrow keys walk through a chart, and searches.

function arrive() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  for (let part = target; part; part = part.parentElement) {
    if (part.localName === "details") part.open = true;
  }
  const proof = target.closest("tr")?.querySelector("details.why");
  if (proof) proof.open = true;
  target.scrollIntoView();
}

function walk(chart) {
  const stops = [...chart.querySelectorAll("a")];
  const readout = chart.parentElement.querySelector(".readout");
  const tell = (stop) => { readout.textContent = stop.getAttribute("aria-label"); };
  stops.forEach((stop, number) => {
    stop.setAttribute("tabindex", number ? "-1" : "0");
    stop.addEventListener("focus", () => tell(stop));
    stop.addEventListener("pointerenter", () => tell(stop));
  });
  chart.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && stops[stops.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    stops.forEach((stop) => stop.setAttribute("tabindex", stop === next ? "0" : "-1"));
    next.focus();
  });
}

const MOST = 12; // of each kind that are shown

// The index is the same in every language; where it has a number, the words of the page's language have what is told.
function told(index, words) {
  const say = (part) => (typeof part === "number" ? words[part] : part);
  const entry = ([title, about, page]) => [say(title), about.map(say).join(" · "), page];
  return index.map(([kind, entries]) => [say(kind), entries.map(entry)]);
}

function found(index, words) {
  const holds = ([title, about]) => {
    const text = `${title} ${about}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return words.length ? index.map(([kind, entries]) => [kind, entries.filter(holds)]).filter(([, hits]) => hits.length) : [];
}

// Numbers in groups of three are held on one line, as they are on the pages.
function unbroken(text) {
  const held = (number) => Object.assign(document.createElement("span"), { className: "number", textContent: number });
  return text.split(/(\d{1,3}(?:[ \u2009]\d{3}\b){1,5})/).map((part, place) => (place % 2 ? held(part) : part));
}

function shown(kind, hits, up) {
  const part = document.createElement("section");
  const head = part.appendChild(document.createElement("h2"));
  head.textContent = `${kind} `;
  head.appendChild(document.createElement("small")).textContent = hits.length;
  const list = part.appendChild(document.createElement("ul"));
  for (const [title, about, page] of hits.slice(0, MOST)) {
    const item = list.appendChild(document.createElement("li"));
    const link = item.appendChild(document.createElement("a"));
    link.href = up + page;
    link.append(...unbroken(title));
    item.append(" ");
    item.appendChild(document.createElement("small")).textContent = about;
  }
  return part;
}

function loaded(address) {
  return new Promise((resolve) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", resolve);
    document.head.append(script);
  });
}

function search(form) {
  const data = form.dataset;
  const field = form.querySelector("input");
  let index = null;
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  const look = () => {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    const parts = index ? found(index, words) : [];
    const number = parts.reduce((sum, [, hits]) => sum + hits.length, 0);
    form.querySelector(".found").textContent = !words.length || !index ? "" : number ? data.found.replace("{n}", number) : data.none;
    form.querySelector(".hits").replaceChildren(...parts.map(([kind, hits]) => shown(kind, hits, data.up)));
  };
  // The index is large: it is loaded when somebody begins to search, as a script, for a page from a folder may read no file.
  field.addEventListener("focus", async () => {
    await Promise.all([loaded(data.index), loaded(data.words)]);
    index = told(window.recusantIndex, window.recusantWords);
    look();
  }, { once: true });
  field.addEventListener("input", look);
}

addEventListener("hashchange", arrive);
document.querySelectorAll("svg.chart").forEach(walk);
document.querySelectorAll("form.search").forEach(search);
arrive();
