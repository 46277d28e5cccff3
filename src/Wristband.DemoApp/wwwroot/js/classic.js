// The two buttons of the page "Razor Pages & MVC".

import { call } from "./api.js";
import { Exchange } from "./exchange.js";
import { csrfHeader } from "./session.js";
import { accessToken } from "./token.js";

const hello = JSON.stringify({ action: "hello" });
const json = { "Content-Type": "application/json" };

const ways = {
  // __WRISTBAND__ The browser adds the session cookie; the script adds the CSRF header.
  session: path => call("POST", path, { ...json, ...csrfHeader() }, hello),

  // __WRISTBAND__ First the token, then the API with it. The API does not look at cookies.
  jwt: async path => {
    const { token, failure } = await accessToken();
    return failure ?? call("POST", path, { ...json, Authorization: `Bearer ${token}` }, hello);
  },
};

for (const panel of document.querySelectorAll(".exchange")) {
  const { call: way, path } = panel.dataset;
  new Exchange(panel, () => ways[way](path));
}
