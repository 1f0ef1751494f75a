"use strict";
// Everything is on the page without this: it only opens what a link points into, and lets arrow keys walk through a chart.

function openAround(target) {
  for (let part = target; part; part = part.parentElement) {
    if (part.localName === "details") part.open = true;
  }
}

function arrive() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target) return;
  openAround(target);
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

addEventListener("hashchange", arrive);
document.querySelectorAll("svg.chart").forEach(walk);
arrive();
