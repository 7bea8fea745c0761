// The chat page: three chats side by side over the control API (docs/simulator.md), live by server-sent events.
import { pinned, showMap } from "./map.js";
import { link, make, rich } from "./rich.js";
import { WORDS } from "./words.js";

const KINDS = { private: ["private"], group: ["group", "supergroup"], channel: ["channel"] };
const COLORS = ["#c2462e", "#7a4fd0", "#28788c", "#a8581c", "#2f7d3a", "#b03a78"];
const NEAR = 60; // pixels from the end of a log within which a reader follows it
const isBusy = (button) => button.ariaBusy === "true";
const byId = (id) => document.getElementById(id);

/** What the page knows: the server's state, who sits before the page, and one column a chat. */
const page = { state: null, language: "en", columns: [], queue: Promise.resolve() };

// --- The server -----------------------------------------------------------------------------------------------

async function sim(name, given = {}) {
  const asked = fetch(`/sim/${name}`, { method: "POST", body: JSON.stringify(given) }).then((response) => response.json());
  const answer = await asked.catch(() => { throw new Error(word("unsent")); });
  if (!answer.ok) throw new Error(answer.error);
  return answer.result;
}

/** Do something that a person asked for; why it could not be done is told. */
async function attempt(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message, true);
    return null;
  }
}

/** Do what a button stands for, once at a time: until it is done, the button is busy and cannot be pressed. */
async function once(button, work) {
  if (isBusy(button)) return null;
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

/** One after the other, so that what happens while everything is asked for again is shown after it, not lost. */
function inOrder(work) {
  page.queue = page.queue.then(() => attempt(work));
  return page.queue;
}

// --- Words ----------------------------------------------------------------------------------------------------

function word(key, values = {}) {
  return (WORDS[page.language][key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name]);
}

function translate(root) {
  for (const node of root.querySelectorAll("[data-word]")) node.textContent = word(node.dataset.word);
  for (const node of root.querySelectorAll("[data-label]")) {
    node.ariaLabel = word(node.dataset.label);
    node.title = node.ariaLabel;
  }
  for (const node of root.querySelectorAll("[data-hint]")) node.placeholder = word(node.dataset.hint);
}

function showLanguage() {
  document.documentElement.lang = page.language;
  document.title = word("title");
  translate(document);
  for (const button of document.querySelectorAll("[data-language]"))
    button.ariaPressed = String(button.dataset.language === page.language);
}

async function speak(language) {
  page.language = language;
  await Promise.all(page.state.people.map(({ id }) => sim("language", { person: id, language })));
  await inOrder(refresh);
}

function when(iso, style) {
  const options = { timeZone: page.state.zone, ...style };
  return new Intl.DateTimeFormat(page.language, options).format(new Date(iso));
}

function showClock(iso) {
  const clock = byId("clock");
  clock.dateTime = iso;
  clock.textContent = when(iso, { dateStyle: "long", timeStyle: "short" });
}

function toast(text, isError = false) {
  const shown = make("p", { className: isError ? "toast error" : "toast", textContent: text });
  if (isError) shown.role = "alert";
  byId("toasts").append(shown);
  setTimeout(() => shown.remove(), 6000);
}

function alertBox(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

// --- People ---------------------------------------------------------------------------------------------------

const me = () => page.state.people[0];
const place = (chat, user) => chat.members.find((member) => member.user === user)?.status ?? "left";
const isInside = (chat, user) => ["creator", "administrator", "member"].includes(place(chat, user));
const neighbour = (chat) => page.state.people.find(({ id }) => place(chat, id) === "member");

/** Who speaks in a column: the one who sits here, the same one anonymously, or a neighbour, who comes when needed. */
async function speaker(column) {
  const as = column.form.elements.as.value;
  if (as !== "member") return { person: me().id, anonymous: as === "anonymous" };
  const known = neighbour(column.chat);
  if (known) return { person: known.id };
  const person = await sim("person", { name: word("neighbour"), language: page.language });
  await sim("join", { chat: column.chat.id, person: person.id });
  return { person: person.id };
}

function showSpeakers(column) {
  const select = column.form.elements.as;
  select.hidden = column.kind !== "group";
  const chosen = select.value || "admin";
  const name = me().name;
  const member = neighbour(column.chat)?.name ?? word("neighbour");
  select.replaceChildren(
    make("option", { value: "admin", textContent: word("as_admin", { name }) }),
    make("option", { value: "anonymous", textContent: word("as_anonymous") }),
    make("option", { value: "member", textContent: word("as_member", { name: member }) }),
  );
  select.value = chosen;
}

// --- Messages -------------------------------------------------------------------------------------------------

function isMine(message, column) {
  return message.sender.id === me().id && column.kind !== "channel";
}

const speakerOf = (message, column) => message.in_name_of_chat ? column.chat : message.sender;

function author(message, column) {
  if (column.kind === "private" || message.sender.id === me().id && !message.in_name_of_chat) return "";
  const { id, name } = speakerOf(message, column);
  return make("p", { className: "author", style: `--color: ${COLORS[Math.abs(id) % COLORS.length]}`, textContent: name });
}

function attachment(file) {
  if (!file) return "";
  if (file.kind !== "photo") return make("a", { href: file.url, download: file.name, textContent: file.name });
  return make("img", { src: file.url, alt: word("photo"), width: file.width, height: file.height });
}

function spot(location) {
  if (!location) return "";
  const { latitude, longitude } = location;
  return make("p", { className: "spot" }, pinned(location), `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`);
}

function answered(message, column) {
  const original = message.reply_to && messageNode(column, message.reply_to);
  if (!original) return "";
  const text = original.querySelector(".text, .service p")?.textContent || word("photo");
  return make("blockquote", { className: "answered" }, make("b", {}, original.ariaLabel), make("span", {}, text));
}

function marks(message) {
  const line = make("p", { className: "marks" });
  if (message.pinned) line.append(make("span", { role: "img", ariaLabel: word("pinned"), title: word("pinned"), textContent: "📌" }));
  if (message.silent) line.append(make("span", { role: "img", ariaLabel: word("silent"), title: word("silent"), textContent: "🔕" }));
  if (message.edited) line.append(make("span", { textContent: word("edited") }));
  line.append(make("time", { dateTime: message.date, textContent: when(message.date, { timeStyle: "short" }) }));
  return line;
}

function button(message, described, number, column) {
  const address = described.url && link(described.url, `${described.text} ↗`);
  if (address) return address;
  const press = async () => {
    if (!described.callback_data) return toast(word("only_telegram", { kind: kindOf(described) }));
    const { person } = await speaker(column);
    return sim("press", { chat: message.chat, message_id: message.message_id, button: number, person });
  };
  const node = make("button", { type: "button", textContent: described.text, onclick: () => attempt(press) });
  node.dataset.key = described.callback_data ?? described.text;
  return node;
}

const kindOf = (described) => Object.keys(described).find((name) => !["text", "style"].includes(name));

function keyboard(message, column) {
  let number = 0;
  const rows = message.keyboard.map((row) =>
    make("div", {}, ...row.map((described) => button(message, described, number++, column))));
  return rows.length ? make("div", { className: "keyboard" }, ...rows) : "";
}

function service(message) {
  const { service: what, sender } = message;
  const names = (users) => users.map((user) => user.first_name).join(", ");
  if (what.migrate_to_chat_id || what.migrate_from_chat_id) return word("migrated");
  if (what.new_chat_members) return word("joined", { name: names(what.new_chat_members) });
  if (what.left_chat_member) return word("left", { name: names([what.left_chat_member]) });
  if (what.pinned_message) return `${sender.name}: ${word("pinned")}`;
  return word("service", { what: Object.keys(what).join(", ") });
}

function bubble(message, column) {
  const how = { label: word("spoiler"), command: (text) => attempt(() => say(column, text)) };
  const text = make("p", { className: "text" }, ...rich(message.text, message.entities, how));
  return make("div", { className: "bubble" }, author(message, column), answered(message, column),
    attachment(message.file), spot(message.location), message.text ? text : "", marks(message));
}

function drawn(message, column) {
  const isService = Object.keys(message.service).length > 0;
  const className = `message ${isService ? "service" : isMine(message, column) ? "mine" : "theirs"}`;
  const parts = isService ? [make("p", { textContent: service(message) })] : [bubble(message, column), keyboard(message, column)];
  const node = make("article", { className, ariaLabel: speakerOf(message, column).name }, ...parts);
  node.dataset.id = message.message_id;
  node.dataset.day = when(message.date, { dateStyle: "medium" });
  return node;
}

const messageNode = (column, id) => column.log.querySelector(`[data-id="${id}"]`);

function put(column, message) {
  const node = drawn(message, column);
  const old = messageNode(column, message.message_id);
  if (old) old.replaceWith(node);
  else column.log.append(...dayBefore(column, node), node);
  showReplyKeyboard(column, message);
  column.empty.hidden = true;
}

/** Show a message that was just sent or edited; who reads further up is left there, but for what people say. */
function showMessage(column, message) {
  const isSaid = !message.sender.is_bot && !messageNode(column, message.message_id);
  keepFocus(column, () => put(column, message));
  if (column.isAtEnd || isSaid) toEnd(column);
}

/** Change what stands in a log; the keyboard's focus stays at the same button, or else at the log. */
function keepFocus({ log }, redraw) {
  const held = document.activeElement;
  const id = log.contains(held) && held.closest("article")?.dataset.id;
  redraw();
  if (!id || held.isConnected) return;
  const buttons = [...log.querySelectorAll(`[data-id="${id}"] [data-key]`)];
  (buttons.find(({ dataset }) => dataset.key === held.dataset.key) ?? log).focus({ preventScroll: true });
}

function toEnd(column) {
  column.log.scrollTop = column.log.scrollHeight;
  column.isAtEnd = true;
}

function noteScroll(column) {
  const { scrollHeight, scrollTop, clientHeight } = column.log;
  column.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
}

function dayBefore(column, node) {
  const last = [...column.log.querySelectorAll("article")].at(-1);
  const isNewDay = last?.dataset.day !== node.dataset.day;
  return isNewDay ? [make("p", { className: "day", textContent: node.dataset.day })] : [];
}

/** A message brings the keyboard in the place of the letters, or takes it away; one for one time goes by its use. */
function showReplyKeyboard(column, message) {
  const { remove_keyboard: isRemoved, one_time_keyboard: isOnce, keyboard: rows = keysOf(message) } = message.reply_markup ?? {};
  const isUsed = column.once && !message.sender.is_bot && (message.location || column.once.has(message.text));
  if (isRemoved || isUsed) hideKeys(column);
  if (!rows.length) return;
  column.keys.replaceChildren(...rows.map((row) => make("div", {}, ...row.map((described) => key(described, column)))));
  column.once = isOnce ? new Set(rows.flat().map(({ text }) => text)) : null;
  column.keys.hidden = false;
}

function hideKeys({ keys, form }) {
  if (keys.contains(document.activeElement)) form.elements.text.focus();
  keys.hidden = true;
}

const keysOf = (message) => message.reply_keyboard.map((row) => row.map((text) => ({ text })));

function key({ text, request_location: asksPlace }, column) {
  const press = () => asksPlace ? askPlace(column) : attempt(() => say(column, text));
  return make("button", { type: "button", textContent: text, onclick: press });
}

// --- Columns --------------------------------------------------------------------------------------------------

function makeColumn(kind) {
  const root = byId("chat").content.cloneNode(true).firstElementChild;
  const find = (selector) => root.querySelector(selector);
  const column = { kind, root, log: find(".log"), form: find("form"), keys: find(".reply-keyboard"), menu: find(".menu"), isAtEnd: true };
  root.dataset.kind = kind;
  for (const named of [root, column.log]) named.setAttribute("aria-labelledby", `name-${kind}`);
  find("h2").id = `name-${kind}`;
  column.empty = make("p", { className: "empty" });
  listen(column);
  byId("chats").append(root);
  return column;
}

function listen(column) {
  const { commands, place: placeButton } = column.form.elements;
  column.form.onsubmit = (event) => { event.preventDefault(); send(column); };
  column.log.onscroll = () => noteScroll(column);
  commands.onclick = () => openMenu(column, column.menu.hidden);
  column.root.onkeydown = (event) => { if (event.key === "Escape" && !column.menu.hidden) openMenu(column, false); };
  placeButton.onclick = () => askPlace(column);
  new ResizeObserver(() => { if (column.isAtEnd) toEnd(column); }).observe(column.log);
}

async function send(column) {
  const { elements } = column.form;
  const text = elements.text.value;
  if (!text.trim()) return;
  const done = await once(elements.send, () => say(column, text));
  if (done && elements.text.value === text) elements.text.value = "";
}

async function say(column, text) {
  return sim("say", { chat: column.chat.id, text, ...await speaker(column) });
}

function openMenu(column, isOpen) {
  const { commands } = column.form.elements;
  column.menu.hidden = !isOpen;
  commands.ariaExpanded = String(isOpen);
  (isOpen ? column.menu.querySelector("button") : commands)?.focus();
}

async function loadMenu(column) {
  const found = await sim("menu", { chat: column.chat.id, person: me().id });
  const order = (command) => { openMenu(column, false); attempt(() => say(column, `/${command}`)); };
  column.menu.replaceChildren(...found.map(({ command, description }) => make("li", {},
    make("button", { type: "button", onclick: () => order(command) }, make("b", { textContent: `/${command}` }), ` ${description}`))));
  column.form.elements.commands.hidden = !found.length;
}

function askPlace(column) {
  const dialog = byId("map");
  showMap(byId("korea"), page.language, (latitude, longitude) => {
    dialog.close();
    attempt(async () => {
      const { person } = await speaker(column);
      await sim("location", { chat: column.chat.id, person, latitude, longitude });
    });
  });
  dialog.showModal();
}

function head(column) {
  const { root, chat, kind } = column;
  const name = kind === "private" ? page.state.bot.name : chat.name;
  const n = chat.members.filter(({ user }) => isInside(chat, user)).length;
  root.querySelector("h2").textContent = name;
  root.querySelector(".avatar").textContent = [...name][0];
  root.querySelector(".about").textContent = word(`about_${chat.kind}`, { n });
  column.form.elements.text.dataset.hint = kind === "channel" ? "post" : "say";
  column.empty.textContent = word(kind === "private" ? "empty" : "empty_group");
  column.form.elements.place.hidden = kind === "channel";
}

async function fill(column) {
  head(column);
  showSpeakers(column);
  translate(column.root);
  const [messages] = await Promise.all([sim("messages", { chat: column.chat.id }), loadMenu(column)]);
  const { scrollTop } = column.log;
  keepFocus(column, () => {
    column.log.replaceChildren(column.empty);
    column.empty.hidden = messages.length > 0;
    column.keys.hidden = true;
    for (const message of messages) put(column, message);
  });
  if (column.isAtEnd) toEnd(column);
  else column.log.scrollTop = scrollTop;
}

// --- The page -------------------------------------------------------------------------------------------------

function chatOf(kind) {
  return page.state.chats.find((chat) => KINDS[kind].includes(chat.kind) && !chat.migrated_to && isInside(chat, me().id));
}

/** Ask for everything again and show it: at the start, and when people, chats or the language have changed. */
async function refresh() {
  page.state = await sim("state");
  showLanguage();
  showClock(page.state.clock);
  for (const kind of Object.keys(KINDS)) {
    const chat = chatOf(kind);
    const column = page.columns.find((one) => one.kind === kind) ?? (chat && page.columns[page.columns.push(makeColumn(kind)) - 1]);
    if (column && chat) column.chat = chat;
  }
  await Promise.all(page.columns.map(fill));
  showTries();
}

function showTries() {
  const isBlocked = place(chatOf("private"), page.state.bot.id) === "kicked";
  byId("block").textContent = word(isBlocked ? "unblock" : "block");
  byId("block").dataset.action = isBlocked ? "unblock" : "block";
  byId("migrate").disabled = isBusy(byId("migrate")) || chatOf("group")?.kind !== "group";
}

function take(event) {
  const column = page.columns.find(({ chat }) => chat.id === event.chat);
  if (event.kind === "membership" || Object.keys(event.message?.service ?? {}).length) return refresh();
  if (event.kind === "toast") return (event.alert ? alertBox : toast)(word("from", { text: event.text }));
  if (!column) return null;
  if (event.kind === "deleted") return keepFocus(column, () => messageNode(column, event.message.message_id)?.remove());
  return showMessage(column, event.message);
}

function listenToServer() {
  const events = new EventSource(`/sim/events?after=${page.state.number}`);
  events.onmessage = ({ data }) => inOrder(() => take(JSON.parse(data)));
  events.addEventListener("clock", ({ data }) => showClock(data));
  events.onerror = () => {
    showLost(true);
    if (events.readyState === EventSource.CLOSED) setTimeout(listenToServer, 3000); // else it tries again by itself
  };
  events.onopen = () => { if (!byId("lost").hidden) inOrder(refresh); showLost(false); };
}

/** Tell that the server is lost, for as long as it is. */
function showLost(isLost) {
  if (byId("lost").hidden === !isLost) return;
  byId("lost").hidden = !isLost;
  document.body.classList.toggle("is-lost", isLost);
}

/** Change people or chats, and return when it is seen, so that nobody is offered what is done already. */
async function change(name, given) {
  await sim(name, given);
  await inOrder(refresh);
}

async function flood(seconds) {
  await sim("fault", { retry_after: seconds, seconds });
  const shown = byId("flood");
  for (let n = seconds; n > 0; n -= 1) {
    shown.textContent = word("flooding", { n });
    await new Promise((done) => setTimeout(done, 1000));
  }
  shown.textContent = word("flood");
}

function showTab(kind) {
  byId("chats").dataset.tab = kind;
  for (const tab of document.querySelectorAll(".tabs button")) tab.ariaPressed = String(tab.dataset.tab === kind);
}

function listenToPeople() {
  const act = (button, work) => { button.onclick = () => once(button, work); };
  act(byId("morning"), () => sim("clock", { tomorrow: "07:00" }));
  act(byId("flood"), () => flood(10));
  act(byId("block"), () => change(byId("block").dataset.action, { person: me().id }));
  act(byId("migrate"), () => change("migrate", { chat: chatOf("group").id }));
  for (const choice of document.querySelectorAll("[data-language]")) act(choice, () => speak(choice.dataset.language));
  for (const tab of document.querySelectorAll(".tabs button")) tab.onclick = () => showTab(tab.dataset.tab);
}

async function begin() {
  page.state = await sim("state");
  page.language = me().language?.startsWith("ko") ? "ko" : "en";
  await refresh();
  showTab("private");
  listenToPeople();
  listenToServer();
  document.body.dataset.ready = "yes";
}

attempt(begin);
