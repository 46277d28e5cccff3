// One call to an API of this site, told as plain data.

import { words } from "./words.js";

const shownHeaders = ["content-type", "cache-control", "retry-after", "www-authenticate"];

/** Never throws: a call that got no answer has status 0. */
export async function call(method, path, headers, body) {
  const started = performance.now();
  try {
    const all = { Accept: "application/json", ...pageTenant(), ...headers };
    const response = await fetch(path, { method, headers: all, body, redirect: "manual" });
    const text = await response.text();
    return {
      status: response.status,
      reason: response.statusText,
      headers: shownHeaders.filter(h => response.headers.has(h)).map(h => `${h}: ${response.headers.get(h)}`),
      text,
      json: parsed(text),
      retryAfter: Number(response.headers.get("retry-after")) || 0,
      milliseconds: Math.round(performance.now() - started),
    };
  } catch {
    return { status: 0, reason: words.noAnswer, headers: [], text: "", json: null, retryAfter: 0, milliseconds: 0 };
  }
}

// __WRISTBAND__ The workspace that this page was made for. When another one was entered since, the server does nothing and says so.
function pageTenant() {
  const { tenantId } = document.body.dataset;
  return tenantId ? { "X-Page-Tenant": tenantId } : {};
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
