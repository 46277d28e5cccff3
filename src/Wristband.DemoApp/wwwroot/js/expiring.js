// Says in time that the session is about to end, and keeps it when the person wants that. Several tabs agree on the time.

import { call } from "./api.js";
import { now } from "./clock.js";
import { csrfHeader, loginUrl } from "./session.js";
import { words } from "./words.js";

const warnBefore = 5 * 60_000;
const shared = "session-ends";
const { sessionEnds, sessionEndsAtLatest, sessionIdleSeconds } = document.body.dataset;
const notice = document.getElementById("expiring");
const text = notice?.querySelector("p");
const [stay, again] = notice?.querySelectorAll(".button") ?? [];
const latest = Date.parse(sessionEndsAtLatest);
let ends = Date.parse(sessionEnds);
let shown = "";

function show(state, told) {
  if (shown === state) return;
  shown = state;
  notice.hidden = state === "";
  stay.hidden = state !== "soon";
  again.hidden = state !== "over";
  again.href = loginUrl();
  text.textContent = told;
}

function look() {
  const left = ends - now();
  if (left > warnBefore) show("", "");
  else if (left <= 0) show("over", words.over);
  else if (ends >= latest) show("last", words.last);
  else show("soon", words.soon);
}

async function keep() {
  stay.setAttribute("aria-busy", "true");
  // __WRISTBAND__ Any request keeps a session alive; this one says who is signed in.
  const answer = await call("GET", "/api/auth/session", csrfHeader());
  stay.removeAttribute("aria-busy");
  if (answer.status === 200) agree(Math.min(now() + sessionIdleSeconds * 1000, latest));
  else if (answer.status === 401) agree(0);
  else text.textContent = words.checkConnection;
}

function agree(time) {
  ends = time;
  localStorage.setItem(shared, String(time));
  look();
}

if (notice && sessionEnds) {
  localStorage.setItem(shared, String(ends));
  addEventListener("storage", event => {
    if (event.key === shared && event.newValue) ends = Number(event.newValue);
  });
  stay.addEventListener("click", keep);
  setInterval(look, 1000);
}
