// __WRISTBAND__ The access token, from this site's own token endpoint. It lives in this variable only: never in the page, never in storage.

import { call } from "./api.js";
import { now } from "./clock.js";
import { csrfHeader } from "./session.js";

const renewBefore = 30_000;
let current = null;
let asking = null;

/** Resolves to { token } or, when there is none, to { failure }: the endpoint's answer. Calls at the same time share one request. */
export function accessToken() {
  if (current && now() < current.expiresAt - renewBefore) return Promise.resolve({ token: current.token });
  asking ??= ask().finally(() => { asking = null; });
  return asking;
}

async function ask() {
  const answer = await call("GET", "/api/auth/token", csrfHeader());
  if (answer.status !== 200 || !answer.json?.accessToken) {
    current = null;
    return { failure: answer };
  }
  current = { token: answer.json.accessToken, expiresAt: answer.json.expiresAt };
  return { token: current.token };
}
