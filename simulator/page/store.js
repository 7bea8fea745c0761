// The state of the page, its requests to the control API, and its translations.
import { make } from "./rich.js";
import { WORDS } from "./words.js";

export const KINDS = { private: ["private"], group: ["group", "supergroup"], channel: ["channel"] };
export const byId = (id) => document.getElementById(id);

/** The server's state, the language of the page's person, one column per chat, and when the pause after a 429 ends. */
export const page = { state: null, language: "en", columns: [], queue: Promise.resolve(), floodEnds: 0 };

// --- The server -----------------------------------------------------------------------------------------------

export async function sim(name, given = {}) {
  const asked = fetch(`/sim/${name}`, { method: "POST", body: JSON.stringify(given) }).then((response) => response.json());
  const answer = await asked.catch(() => { throw new Error(word("unsent")); });
  if (!answer.ok) throw new Error(answer.error);
  return answer.result;
}

/** Perform a person's action; show the reason if it fails. */
export async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message, true);
    return null;
  }
}

/** Run tasks one after another, so that an event during a reload is applied after it and not lost. */
export function inOrder(work) {
  page.queue = page.queue.then(() => attempt(work));
  return page.queue;
}

/** Load the state other than the messages. */
export async function loadState() {
  page.state = await sim("state");
  page.language = toWords(me().language) ?? browserLanguage();
  const flood = page.state.faults.find(({ retry_after: wait, seconds, method, chat }) => wait && seconds && method === "*" && !chat);
  page.floodEnds = flood ? performance.now() + 1000 * flood.seconds : 0;
}

const toWords = (tag) => {
  const language = tag?.split("-")[0];
  return language in WORDS ? language : null;
};

/** Return the first of the browser's languages that the page has, else English. */
export const browserLanguage = () => navigator.languages.map(toWords).find(Boolean) ?? "en";

// --- Words ----------------------------------------------------------------------------------------------------

export function word(key, values = {}) {
  return (WORDS[page.language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

export function translate(root) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.ariaLabel = word(node.dataset.label);
    node.title = node.ariaLabel;
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
}

export function when(iso, style) {
  const options = { timeZone: page.state.zone, ...style };
  return new Intl.DateTimeFormat(page.language, options).format(new Date(iso));
}

export function toast(text, isError = false) {
  const shown = make("p", { className: isError ? "toast error" : "toast", textContent: text });
  if (isError) shown.role = "alert";
  byId("toasts").append(shown);
  setTimeout(() => shown.remove(), 6000);
}

export function alertBox(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

// --- People ---------------------------------------------------------------------------------------------------

export const me = () => page.state.people[0];
export const place = (chat, user) => chat?.members.find((member) => member.user === user)?.status ?? "left";
export const isInside = (chat, user) => ["creator", "administrator", "member", "restricted"].includes(place(chat, user));
export const neighbour = (chat) => page.state.people.find(({ id }) => place(chat, id) === "member");

/** Return whether a chat, or an event in it, is shown: private chats with other bots are not. */
export const isOurs = ({ bot }) => bot === null || bot === page.state.bot.id;

export function chatOf(kind) {
  const isShown = (chat) => KINDS[kind].includes(chat.kind) && isOurs(chat) && !chat.migrated_to && isInside(chat, me().id);
  return page.state.chats.find(isShown);
}

/** Return the ids of a chat and of the groups that migrated to it, the oldest first. */
export function roomsOf({ id }) {
  const before = page.state.chats.find((chat) => chat.migrated_to === id);
  return before ? [...roomsOf(before), id] : [id];
}
