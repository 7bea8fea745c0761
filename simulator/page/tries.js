// The buttons above the chats; each is busy until its action is done.
import { attempt, byId, chatOf, page, place, word } from "./store.js";

const isBusy = (button) => button.ariaBusy === "true";
let counting = 0;

/** Do what a button stands for, once at a time: until it is done, the button is busy and cannot be pressed. */
export async function once(button, work) {
  if (isBusy(button) || button.ariaDisabled === "true") return null;
  const isHeld = document.activeElement === button;
  button.ariaBusy = "true";
  button.disabled = true;
  const result = await attempt(work);
  button.ariaBusy = "false";
  button.disabled = false;
  showTries();
  if (isHeld && document.activeElement === document.body) button.focus();
  return result;
}

export function showTries() {
  const isBlocked = place(chatOf("private"), page.state.bot.id) === "kicked";
  byId("block").textContent = word(isBlocked ? "unblock" : "block");
  byId("block").dataset.action = isBlocked ? "unblock" : "block";
  byId("migrate").disabled = isBusy(byId("migrate")) || chatOf("group")?.kind !== "group";
  showFlood();
}

/** Count the seconds down for which Telegram says 429; the button keeps the keyboard's focus meanwhile. */
function showFlood() {
  const n = Math.ceil((page.floodEnds - performance.now()) / 1000);
  const button = byId("flood");
  button.textContent = n > 0 ? word("flooding", { n }) : word("flood");
  button.ariaDisabled = String(n > 0);
  clearTimeout(counting);
  if (n > 0) counting = setTimeout(showFlood, 250);
}
