// Turns <time class="live"> into "in 42 min 10 s". Without it the page shows the time in UTC.

import { now } from "./clock.js";
import { filled, words } from "./words.js";

const unitSeconds = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];

function duration(seconds) {
  let rest = Math.abs(seconds);
  const parts = [];
  for (const [unit, size] of unitSeconds) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === "s" && parts.length === 0)) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(" ");
}

function show(time, at) {
  const seconds = Math.round((Date.parse(time.dateTime) - at) / 1000);
  const text = seconds > 0 ? filled(words.in, duration(seconds)) : seconds > -5 ? words.justNow : filled(words.ago, duration(seconds));
  if (time.textContent !== text) time.textContent = text;
}

const times = document.querySelectorAll("time.live");
function tick() {
  const at = now();
  for (const time of times) show(time, at);
}

if (times.length > 0) {
  tick();
  setInterval(tick, 1000);
}
