// Inline queries: `@bot text` in the field of any chat, and the results above the field.
import { speaker } from "./people.js";
import { make } from "./rich.js";
import { attempt, me, page, sim, word } from "./store.js";

const PAUSE = 250; // milliseconds between the last key and the query
const LOOK_AGAIN = 100; // milliseconds between two polls for the results
const LOOKS = 50;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/** Return the text after the bot's name; null if the text does not begin with it. */
function questionIn(text) {
  const name = `@${page.state.bot.username} `;
  return text.toLowerCase().startsWith(name.toLowerCase()) ? text.slice(name.length) : null;
}

export function listenToQuestions(column) {
  const { text } = column.form.elements;
  text.addEventListener("input", () => askSoon(column));
  text.addEventListener("keydown", (event) => { if (event.key === "ArrowUp") focusOffer(column, event, -1); });
  column.offers.onkeydown = (event) => {
    if (event.key === "Escape") close(column);
    if (event.key === "ArrowDown") focusOffer(column, event, 1);
    if (event.key === "ArrowUp") focusOffer(column, event, -1);
  };
}

/** Write a question to the bot into the field, as a button below a message does. */
export function writeQuestion(column, question) {
  const { text } = column.form.elements;
  text.value = `@${page.state.bot.username} ${question}`;
  text.focus();
  askSoon(column);
}

/** Close the results and stop polling; the focus returns to the field. */
export function close(column) {
  clearTimeout(column.asking);
  column.query = null;
  if (column.offers.contains(document.activeElement)) column.form.elements.text.focus();
  column.offers.hidden = true;
}

/** Move the focus to the first result, if there is one. */
export function enterOffers(column) {
  const first = column.offers.hidden ? null : column.offers.querySelector("button");
  first?.focus();
  return first !== null;
}

function askSoon(column) {
  clearTimeout(column.asking);
  const question = questionIn(column.form.elements.text.value);
  if (question === null) close(column);
  else column.asking = setTimeout(() => attempt(() => ask(column, question)), PAUSE);
}

async function ask(column, question) {
  const { person } = await speaker(column);
  const { query } = await sim("inline", { chat: column.chat.id, person, query: question });
  column.query = query;
  for (let look = 0; look < LOOKS && column.query === query; look++) {
    const found = await sim("inline_results", { query });
    if (found) return show(column, query, found, await sim("inline_button", { query }));
    await pause(LOOK_AGAIN);
  }
}

function show(column, query, found, button) {
  if (column.query !== query) return;
  const rows = found.map((offer) => row(() => choose(column, query, offer.id), make("b", { textContent: offer.title }), ` ${offer.description}`));
  if (button?.start_parameter) rows.unshift(row(() => begin(column, button.start_parameter), make("b", { textContent: button.text })));
  column.offers.replaceChildren(make("p", { role: "status", textContent: word("offers", { n: found.length }) }), make("ul", {}, ...rows));
  column.offers.hidden = false;
}

function row(work, ...nodes) {
  return make("li", {}, make("button", { type: "button", onclick: () => attempt(work) }, ...nodes));
}

async function choose(column, query, result) {
  await sim("choose", { query, result });
  leave(column);
}

/** Open the private chat and send `/start` with the button's parameter to the bot. */
async function begin(column, parameter) {
  await start(parameter);
  leave(column);
}

const start = (parameter) => sim("say", { chat: me().id, person: me().id, text: `/start ${parameter}` });

/** Return the action of a link to the private chat with the bot; null for any other address. */
export function opening(address) {
  const [, name, parameter] = /^https:\/\/t\.me\/(\w+)\?start=([\w-]{1,64})$/.exec(address ?? "") ?? [];
  return name === page.state.bot.username ? () => start(parameter) : null;
}

function leave(column) {
  column.form.elements.text.value = "";
  close(column);
}

/** Move the focus up or down in the results; the field comes after the last result. */
function focusOffer(column, event, step) {
  const buttons = column.offers.hidden ? [] : [...column.offers.querySelectorAll("button")];
  if (!buttons.length) return;
  event.preventDefault();
  const places = [...buttons, column.form.elements.text];
  places.at((places.indexOf(document.activeElement) + step) % places.length).focus();
}
