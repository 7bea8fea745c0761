// Shows the newest numbers every half minute: replaces what has changed, so that the page does not jump.
"use strict";

const PERIOD = 30_000;
const PATIENCE = 20_000;
const lost = document.getElementById("lost");

async function refresh() {
  // Whoever is copying a line must not lose it.
  if (document.hidden || !document.getSelection().isCollapsed) return;
  try {
    const response = await fetch(location.href, { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
    if (!response.ok) throw new Error(response.statusText);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    document.querySelector("main").replaceWith(page.querySelector("main"));
    lost.hidden = true;
  } catch {
    lost.hidden = false;
  }
}

setInterval(refresh, PERIOD);
document.addEventListener("visibilitychange", refresh);
