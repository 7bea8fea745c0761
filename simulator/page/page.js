// The chat page: three chats side by side on the control API (docs/simulator.md), updated by server-sent events.
import { fill, makeColumn, removeMessage, showMessage } from "./columns.js";
import { KINDS, alertBox, attempt, browserLanguage, byId, chatOf, inOrder, isOurs, loadState, me, page, sim, toast, translate, when, word } from "./store.js";
import { once, showTries } from "./tries.js";

// --- Rendering ------------------------------------------------------------------------------------------------

function showLanguage() {
  document.documentElement.lang = page.language;
  document.title = word("title");
  byId("about").textContent = page.state.about[page.language] ?? "";
  byId("flood").title = word("flood_how");
  translate(document);
  for (const button of document.querySelectorAll("[data-language]"))
    button.ariaPressed = String(button.dataset.language === page.language);
}

async function speak(language) {
  page.language = language;
  await Promise.all(page.state.people.map(({ id }) => sim("language", { person: id, language })));
  await inOrder(refresh);
}

function showClock(iso) {
  const clock = byId("clock");
  clock.dateTime = iso;
  clock.textContent = when(iso, { dateStyle: "long", timeStyle: "short" });
}

/** Reload and show everything: at the start, and after people, chats or the language have changed. */
async function refresh() {
  await loadState();
  showLanguage();
  showClock(page.state.clock);
  Object.keys(KINDS).forEach(placeColumn);
  showTab(byId("chats").dataset.tab);
  await Promise.all(page.columns.map(fill));
  showTries();
}

/** Show a column only while the person is in a chat of its kind. */
function placeColumn(kind) {
  const chat = chatOf(kind);
  const old = page.columns.find((column) => column.kind === kind);
  if (!chat) {
    old?.root.remove();
    page.columns = page.columns.filter((column) => column !== old);
    return;
  }
  const column = old ?? makeColumn(kind, columnAfter(kind));
  column.chat = chat;
  if (!old) page.columns.push(column);
}

function columnAfter(kind) {
  const kinds = Object.keys(KINDS);
  const later = kinds.slice(kinds.indexOf(kind) + 1);
  return later.map((one) => page.columns.find((column) => column.kind === one)).find(Boolean);
}

/** Select a column's tab: a phone shows one chat at a time. If its chat is gone, select the first one left. */
function showTab(wanted) {
  const kinds = Object.keys(KINDS).filter(chatOf);
  const kind = kinds.includes(wanted) ? wanted : kinds[0];
  byId("chats").dataset.tab = kind;
  for (const tab of document.querySelectorAll(".tabs button")) {
    tab.hidden = !kinds.includes(tab.dataset.tab);
    tab.ariaPressed = String(tab.dataset.tab === kind);
  }
}

// --- Events ---------------------------------------------------------------------------------------------------

function take(event) {
  if (event.kind === "faults") return loadState().then(showTries);
  if (event.kind === "language" || event.kind === "membership") return refresh();
  if (!isOurs(event)) return null;
  const { message } = event;
  if (event.kind === "toast") return (event.alert ? alertBox : toast)(word("from", { text: event.text }));
  if (Object.keys(message.service).length) return refresh();
  const column = page.columns.find(({ rooms }) => rooms.includes(event.chat));
  if (!column) return null;
  return event.kind === "deleted" ? removeMessage(column, message) : showMessage(column, message);
}

function listenToServer() {
  const events = new EventSource(`/sim/events?after=${page.state.number}`);
  events.onmessage = ({ data }) => inOrder(() => take(JSON.parse(data)));
  events.addEventListener("clock", ({ data }) => showClock(data));
  events.onerror = () => {
    showLost(true);
    if (events.readyState === EventSource.CLOSED) setTimeout(listenToServer, 3000); // else the browser reconnects
  };
  events.onopen = () => { if (!byId("lost").hidden) inOrder(refresh); showLost(false); };
}

/** Show a notice while the connection to the server is lost. */
function showLost(isLost) {
  if (byId("lost").hidden === !isLost) return;
  byId("lost").hidden = !isLost;
  document.body.classList.toggle("is-lost", isLost);
}

/** Change people or chats, and return after the page shows it, so that no finished action is offered again. */
async function change(name, given) {
  await sim(name, given);
  await inOrder(refresh);
}

function listenToPeople() {
  const act = (button, work) => { button.onclick = () => once(button, work); };
  act(byId("morning"), () => sim("clock", { tomorrow: "07:00" }));
  act(byId("flood"), () => change("fault", { retry_after: 10, seconds: 10 }));
  act(byId("block"), () => change(byId("block").dataset.action, { person: me().id }));
  act(byId("migrate"), () => change("migrate", { chat: chatOf("group").id }));
  for (const choice of document.querySelectorAll("[data-language]")) act(choice, () => speak(choice.dataset.language));
  for (const tab of document.querySelectorAll(".tabs button")) tab.onclick = () => showTab(tab.dataset.tab);
}

async function begin() {
  await refresh();
  // A person whose app has told no language yet speaks the browser's.
  if (!me().language) await speak(browserLanguage());
  showTab("private");
  listenToPeople();
  listenToServer();
  document.body.dataset.ready = "yes";
}

attempt(begin);
