// The buttons of the page "Minimal APIs".

import { call } from "./api.js";
import { Exchange } from "./exchange.js";
import { csrfHeader } from "./session.js";
import { filled } from "./words.js";

const { tokenFirst, tokenRefused, tokenKept } = document.getElementById("calls").dataset;

const json = { "Content-Type": "application/json" };
let token = null;

const ways = {
  // __WRISTBAND__ The browser adds the session cookie. Nothing changes, so there is nothing to protect from other sites.
  session: path => call("GET", path),

  // __WRISTBAND__ The answer is shown without the token itself, which stays in the variable above.
  token: async path => {
    const answer = await call("GET", path, csrfHeader());
    token = answer.json?.accessToken ?? null;
    if (token === null) return answer;
    panels.hello.enable();
    return { ...answer, json: { ...answer.json, accessToken: filled(tokenKept, token.length) } };
  },

  // __WRISTBAND__ The API does not look at cookies.
  hello: path => call("POST", path, { ...json, Authorization: `Bearer ${token}` }, JSON.stringify({ action: "hello" })),
};

// Step 2 waits for step 1, and its 401 means "no good token", not "no session": that is for step 1 to repair.
const secondStep = { waits: tokenFirst, refused: tokenRefused };

const panels = {};
for (const panel of document.querySelectorAll(".exchange")) {
  const { call: way, path } = panel.dataset;
  panels[way] = new Exchange(panel, () => ways[way](path), way === "hello" ? secondStep : {});
}
