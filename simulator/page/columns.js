// One column per chat: its log, the reply keyboard, the menu of commands and the text field.
import { close, enterOffers, listenToQuestions } from "./inline.js";
import { drawn, isShown, messageNode } from "./messages.js";
import { askFile, askPlace, post, say, showSpeakers, showTopics } from "./people.js";
import { make } from "./rich.js";
import { attempt, byId, isInside, me, neighbour, page, place, roomsOf, sim, translate, word } from "./store.js";
import { once } from "./tries.js";

const MARGIN = 8; // pixels above a message that is scrolled to
const NEAR = 60; // pixels: a log that is scrolled this close to its end follows new messages

function put(column, message) {
  const node = drawn(message, column);
  const old = messageNode(column, message.chat, message.message_id);
  if (old) old.replaceWith(node);
  else column.log.append(...dayBefore(column, node), node);
  if (!old || isNewest(column, message)) column.newest = message;
  showReplyKeyboard(column, message);
  column.empty.hidden = true;
}

/** Show a message that was just sent or edited. Scroll to it if the log is at its end or a person sent it. */
export function showMessage(column, message) {
  const isNew = !messageNode(column, message.chat, message.message_id);
  const isSaid = !message.sender.is_bot && isNew;
  keepFocus(column, () => put(column, message));
  showQuestion(column);
  if (isSaid) toEnd(column);
  else if (column.isAtEnd) toNewest(column, messageNode(column, message.chat, message.message_id), isNew);
}

export function removeMessage(column, { chat, message_id: id }) {
  keepFocus(column, () => messageNode(column, chat, id)?.remove());
  if (isNewest(column, { chat, message_id: id })) column.newest = null;
  showQuestion(column);
}

const isNewest = ({ newest }, { chat, message_id: id }) => newest?.chat === chat && newest.message_id === id;

/** Show above the field which question the next text answers, as apps do after a ForceReply. */
function showQuestion({ newest, answering, form, chat }) {
  const { as, text } = form.elements;
  const who = as.value === "member" ? neighbour(chat)?.id : me().id;
  const isAsked = newest?.forces_reply_from.includes(who) ?? false;
  answering.hidden = !isAsked;
  answering.textContent = isAsked ? word("answering", { text: newest.text }) : "";
  text.placeholder = isAsked && newest.reply_markup.input_field_placeholder || word(text.dataset.hint);
}

/** Replace the content of a log; the focus stays on the same button, or moves to the log. */
function keepFocus({ log }, redraw) {
  const held = document.activeElement;
  const id = log.contains(held) && held.closest("article")?.dataset.id;
  redraw();
  if (!id || held.isConnected) return;
  const buttons = [...log.querySelectorAll(`[data-id="${id}"] [data-key]`)];
  (buttons.find(({ dataset }) => dataset.key === held.dataset.key) ?? log).focus({ preventScroll: true });
}

/** Scroll to the end, or to the beginning of a new message that is taller than the log, as apps do with unread ones. */
function toNewest(column, node, isNew) {
  const { log } = column;
  const hidden = node.getBoundingClientRect().height + MARGIN - log.clientHeight;
  toEnd(column);
  if (isNew && hidden > 0 && log.clientHeight) log.scrollTop = node.offsetTop - log.offsetTop - MARGIN;
}

function toEnd(column) {
  column.log.scrollTop = column.log.scrollHeight;
  column.isAtEnd = true;
}

const sizeOf = ({ log }) => `${log.clientWidth} × ${log.clientHeight}`;

/** Record whether the log is scrolled to its end; resizing the window scrolls too and does not count. */
function noteScroll(column) {
  const { scrollHeight, scrollTop, clientHeight } = column.log;
  if (column.size === sizeOf(column)) column.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
}

function noteSize(column) {
  column.size = sizeOf(column);
  if (column.isAtEnd) toEnd(column);
}

function dayBefore(column, node) {
  const last = [...column.log.querySelectorAll("article")].at(-1);
  const isNewDay = last?.dataset.day !== node.dataset.day;
  return isNewDay ? [make("p", { className: "day", textContent: node.dataset.day })] : [];
}

/** Show the reply keyboard that a message brings, or remove it; a one-time keyboard is removed after its use. */
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

// --- The column -----------------------------------------------------------------------------------------------

export function makeColumn(kind, next) {
  const root = byId("chat").content.cloneNode(true).firstElementChild;
  const find = (selector) => root.querySelector(selector);
  const column = { kind, root, log: find(".log"), form: find("form"), keys: find(".reply-keyboard"), menu: find(".menu"), offers: find(".offers"), answering: find(".answering"), blocked: find(".blocked"), isAtEnd: true };
  root.dataset.kind = kind;
  for (const named of [root, column.log]) named.setAttribute("aria-labelledby", `name-${kind}`);
  find("h2").id = `name-${kind}`;
  column.empty = make("p", { className: "empty" });
  listen(column);
  byId("chats").insertBefore(root, next?.root ?? null);
  return column;
}

function listen(column) {
  const { commands, place: placeButton, attach } = column.form.elements;
  column.form.onsubmit = (event) => { event.preventDefault(); send(column); };
  column.log.onscroll = () => noteScroll(column);
  commands.onclick = () => openMenu(column, column.menu.hidden);
  column.root.onkeydown = (event) => { if (event.key === "Escape" && !column.menu.hidden) openMenu(column, false); };
  column.form.elements.as.onchange = () => showQuestion(column);
  listenToQuestions(column);
  placeButton.onclick = () => askPlace(column);
  attach.onclick = () => askFile((file) => sendFile(column, file));
  new ResizeObserver(() => noteSize(column)).observe(column.log);
}

async function send(column) {
  const { elements } = column.form;
  const text = elements.text.value;
  if (!text.trim() || enterOffers(column)) return;
  close(column);
  const done = await once(elements.send, () => say(column, text));
  if (done) wipe(elements.text, text);
}

/** Post a file; the text in the field becomes its caption. */
async function sendFile(column, file) {
  const { attach, text } = column.form.elements;
  const caption = text.value;
  const done = await once(attach, () => post(column, file, caption));
  if (done) wipe(text, caption);
}

function wipe(field, sent) {
  if (field.value === sent) field.value = "";
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
  column.blocked.hidden = place(chat, page.state.bot.id) !== "kicked";
}

/** Show a chat's whole log, including that of the group it was before a migration. */
export async function fill(column) {
  head(column);
  showSpeakers(column);
  showTopics(column);
  translate(column.root);
  column.rooms = roomsOf(column.chat);
  const asked = column.rooms.map((chat) => sim("messages", { chat }));
  const messages = (await Promise.all([...asked, loadMenu(column)])).slice(0, -1).flat().filter(isShown);
  const { scrollTop } = column.log;
  keepFocus(column, () => {
    column.log.replaceChildren(column.empty);
    column.empty.hidden = messages.length > 0;
    column.keys.hidden = true;
    column.newest = null;
    for (const message of messages) put(column, message);
  });
  showQuestion(column);
  if (column.isAtEnd) toEnd(column);
  else column.log.scrollTop = scrollTop;
}
