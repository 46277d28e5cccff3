// The panel around a button: shows what came back, and what to do about it.

import { loginUrl, signInAgain } from "./session.js";
import { filled, words } from "./words.js";

const longestWait = 60;

export class Exchange {
  #notice;
  #outcome;
  #response;
  #button;
  #failures = 0;
  #refused;

  /** waits: why the button cannot be pressed yet. refused: what to say to a 401, where signing in again would not help. */
  constructor(panel, send, { waits = null, refused = null } = {}) {
    this.#notice = panel.querySelector("[role=status] .notice");
    this.#outcome = panel.querySelector(".outcome");
    this.#response = panel.querySelector(".response code");
    this.#button = panel.querySelector("button");
    this.#button.addEventListener("click", () => this.#run(send));
    this.#refused = refused;
    this.#button.disabled = waits !== null;
    if (waits) this.#say("info", waits);
  }

  /** What the button waited for is there. */
  enable() {
    this.#button.disabled = false;
    this.#say(null);
  }

  async #run(send) {
    if (this.#button.getAttribute("aria-disabled") === "true") return;
    this.#disable(true);
    this.#button.setAttribute("aria-busy", "true");
    this.#say(null);
    const answer = await send();
    this.#button.removeAttribute("aria-busy");
    this.#show(answer);
    if (!this.#handle(answer)) this.#disable(false);
  }

  #show(answer) {
    const good = answer.status >= 200 && answer.status < 300;
    this.#outcome.hidden = false;
    this.#outcome.className = `badge outcome ${good ? "ok" : "bad"}`;
    const { status, reason, milliseconds } = answer;
    this.#outcome.textContent = status === 0 ? reason : `${status} ${reason} · ${milliseconds} ms`;
    this.#response.className = "";
    this.#response.textContent = [...answer.headers, "", answer.json ? JSON.stringify(answer.json, null, 2) : answer.text].join("\n").trim();
  }

  /** True when the button stays disabled for now. */
  #handle(answer) {
    const busy = answer.status === 429 || answer.status === 503;
    this.#failures = busy ? this.#failures + 1 : 0;
    if (busy) return this.#wait(Math.min(longestWait, Math.max(answer.retryAfter, 2 ** this.#failures)));
    if (answer.status === 401 && this.#refused) this.#say("bad", this.#refused);
    else if (answer.status === 401) return this.#signIn();
    if (answer.status === 403) this.#say("bad", words.refused);
    if (answer.status === 409) this.#say("bad", words.otherWorkspace);
    if (answer.status === 0) this.#say("bad", words.checkConnection);
    return false;
  }

  #signIn() {
    if (signInAgain()) {
      this.#say("info", words.signingIn);
      return true;
    }
    this.#say("bad", words.stopped, loginUrl(), words.byHand);
    return false;
  }

  // Said once, not counted down: screen readers would read every second aloud.
  #wait(seconds) {
    this.#say("warn", filled(words.busy, seconds));
    setTimeout(() => {
      this.#say("info", words.tryNow);
      this.#disable(false);
    }, seconds * 1000);
    return true;
  }

  // Not the disabled attribute: the button would lose the keyboard focus.
  #disable(disabled) {
    this.#button.setAttribute("aria-disabled", String(disabled));
  }

  #say(tone, text = "", href = null, linkText = "") {
    this.#notice.hidden = tone === null;
    this.#notice.className = `notice ${tone ?? ""}`;
    const told = this.#notice.querySelector("span");
    told.textContent = text;
    if (!href) return;
    const link = document.createElement("a");
    link.href = href;
    link.textContent = linkText;
    told.append(link, ".");
  }
}
