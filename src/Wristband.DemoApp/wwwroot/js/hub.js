// As much of SignalR's protocol as one page needs: JSON messages on a WebSocket, answers by number, and coming back after a loss.

import { call } from "./api.js";
import { csrfHeader } from "./session.js";

const separator = "\u001e";
const invocation = 1;
const completion = 3;
const ping = 6;
const longestPause = 30_000;
const pingEvery = 15_000;

export class Hub {
  #url;
  #socket = null;
  #handlers = {};
  #waiting = new Map();
  #sent = 0;
  #losses = 0;

  /** onState gets "connected", "lost", or, where knocking again would not help, "over" (the session) and "elsewhere" (another one). */
  constructor(path, onState) {
    this.#url = new URL(path, location.href.replace(/^http/, "ws"));
    // A script can set no header here.
    this.#url.searchParams.set("page_tenant", document.body.dataset.tenantId);
    this.onState = onState;
    this.#connect();
    setInterval(() => this.#send({ type: ping }), pingEvery);
  }

  on(target, handler) {
    this.#handlers[target] = handler;
  }

  invoke(target, ...args) {
    const invocationId = String(++this.#sent);
    return new Promise((resolve, reject) => {
      this.#waiting.set(invocationId, { resolve, reject });
      const sent = this.#send({ type: invocation, invocationId, target, arguments: args });
      if (!sent) this.#settle(invocationId, { error: "not connected" });
    });
  }

  // __WRISTBAND__ The browser sends the session cookie with the WebSocket, and the server checks where the page came from.
  #connect() {
    const socket = new WebSocket(this.#url);
    socket.onopen = () => socket.send(JSON.stringify({ protocol: "json", version: 1 }) + separator);
    socket.onmessage = event => {
      for (const text of event.data.split(separator)) if (text) this.#receive(JSON.parse(text), socket);
    };
    socket.onclose = () => this.#lost();
  }

  #receive(message, socket) {
    if (message.type === undefined && !message.error) {
      this.#socket = socket;
      this.#losses = 0;
      this.onState("connected");
    } else if (message.type === invocation) {
      this.#handlers[message.target]?.(...message.arguments);
    } else if (message.type === completion) {
      this.#settle(message.invocationId, message);
    }
  }

  async #lost() {
    this.#socket = null;
    for (const id of [...this.#waiting.keys()]) this.#settle(id, { error: "connection lost" });
    this.onState("lost");
    // A refused WebSocket does not say why; the session endpoint does.
    const { status } = await call("GET", "/api/auth/session", csrfHeader());
    if (status === 401 || status === 409) return this.onState(status === 401 ? "over" : "elsewhere");
    setTimeout(() => this.#connect(), Math.min(longestPause, 500 * 2 ** this.#losses++));
  }

  #settle(id, answer) {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (answer.error) waiting?.reject(new Error(answer.error));
    else waiting?.resolve(answer.result);
  }

  #send(message) {
    if (this.#socket?.readyState !== WebSocket.OPEN) return false;
    this.#socket.send(JSON.stringify(message) + separator);
    return true;
  }
}
