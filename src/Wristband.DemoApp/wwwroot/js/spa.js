// A single-page app in one file: who is here, two views, and what to do when the back end says no.

import { call } from "./api.js";
import { Exchange } from "./exchange.js";
import { csrfHeader, signInAgain } from "./session.js";
import { accessToken } from "./token.js";
import { filled, words } from "./words.js";

const attempts = 3;
const pause = 100;
const longestWait = 60;
const app = document.getElementById("spa");
const view = document.getElementById("view");
let session = null;
let failures = 0;

// __WRISTBAND__ Like Wristband's React SDK: the session endpoint, tried again when the server stumbles.
async function askWhoIsHere() {
  for (let attempt = 1; ; attempt++) {
    const answer = await call("GET", "/api/auth/session", csrfHeader());
    const stumbled = answer.status === 0 || (answer.status >= 500 && answer.status !== 503);
    if (!stumbled || attempt === attempts) return answer;
    await new Promise(resolve => setTimeout(resolve, pause));
  }
}

async function start() {
  const answer = await askWhoIsHere();
  app.removeAttribute("aria-busy");
  if (answer.status === 200 && answer.json?.userId && answer.json?.tenantId) {
    session = answer.json;
    failures = 0;
    show();
  } else if (answer.status === 401) {
    tell("info", signInAgain() ? app.dataset.signingIn : app.dataset.stopped);
  } else if (answer.status === 429 || answer.status === 503) {
    const seconds = Math.min(longestWait, Math.max(answer.retryAfter, 2 ** ++failures));
    tell("warn", filled(app.dataset.busy, seconds));
    setTimeout(start, seconds * 1000);
  } else if (answer.status === 403) {
    tell("bad", app.dataset.refused);
  } else if (answer.status === 409) {
    tell("bad", words.otherWorkspace);
  } else {
    tell("bad", app.dataset.unusable);
  }
}

const views = {
  "#profile": () => {
    const page = copyOf("profile");
    const metadata = session.metadata ?? {};
    page.querySelector("[data-name]").textContent = filled(app.dataset.hello, metadata.email ?? session.userId);
    page.querySelector("[data-user-id]").textContent = session.userId;
    page.querySelector("[data-tenant-id]").textContent = session.tenantId;
    page.querySelector("[data-metadata]").textContent = JSON.stringify(metadata, null, 2);
    return page;
  },
  "#api": () => {
    const page = copyOf("api");
    const panel = page.querySelector(".exchange");
    new Exchange(panel, () => sayHello(panel.dataset.path));
    return page;
  },
};

// __WRISTBAND__ The token endpoint gives the token, the API wants it in a header.
async function sayHello(path) {
  const { token, failure } = await accessToken();
  const headers = { "Content-Type": "application/json", Authorization: `Bearer ${token}` };
  return failure ?? call("POST", path, headers, JSON.stringify({ action: "hello" }));
}

function show() {
  if (session === null) return;
  const name = location.hash in views ? location.hash : "#profile";
  for (const tab of app.querySelectorAll(".tabs a")) {
    if (tab.hash === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  view.replaceChildren(views[name]());
}

function tell(tone, text) {
  const page = copyOf("trouble");
  page.querySelector(".notice").classList.add(tone);
  page.querySelector("span").textContent = text;
  view.replaceChildren(page);
}

function copyOf(id) {
  return document.getElementById(id).content.cloneNode(true);
}

addEventListener("hashchange", () => { show(); view.focus(); });
start();
