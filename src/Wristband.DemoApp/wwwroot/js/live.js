// The counter on the page "Live".

import { Hub } from "./hub.js";

const card = document.getElementById("counter");
const number = card.querySelector(".number");
const button = card.querySelector("button");
const state = card.querySelector("[data-state]");

const hub = new Hub("/hubs/counter", is => {
  state.textContent = card.dataset[is];
  button.disabled = is !== "connected";
});
hub.on("changed", value => { number.textContent = value; });

button.addEventListener("click", async () => {
  if (button.getAttribute("aria-busy") === "true") return;
  button.setAttribute("aria-busy", "true");
  await hub.invoke("Increment").catch(() => { state.textContent = card.dataset.didNotArrive; });
  button.removeAttribute("aria-busy");
});
