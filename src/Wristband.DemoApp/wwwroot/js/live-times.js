// Turns <time class="live"> into "in 42 min 10 s", counted by the visitor's own clock. Without it the page shows the time in UTC.

const unitSeconds = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];

function words(seconds) {
  let rest = Math.abs(seconds);
  const parts = [];
  for (const [unit, size] of unitSeconds) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0 || (unit === "s" && parts.length === 0)) parts.push(`${count} ${unit}`);
  }
  return parts.slice(0, 2).join(" ");
}

function show(time, now) {
  const seconds = Math.round((Date.parse(time.dateTime) - now) / 1000);
  const text = seconds > 0 ? `in ${words(seconds)}` : seconds > -5 ? "just now" : `${words(seconds)} ago`;
  if (time.textContent !== text) time.textContent = text;
}

const times = document.querySelectorAll("time.live");
function tick() {
  const now = Date.now();
  for (const time of times) show(time, now);
}

if (times.length > 0) {
  tick();
  setInterval(tick, 1000);
}
