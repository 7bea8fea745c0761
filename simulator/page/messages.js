// Messages as DOM nodes.
import { pinned } from "./map.js";
import { opening, writeQuestion } from "./inline.js";
import { say, speaker } from "./people.js";
import { link, make, rich } from "./rich.js";
import { attempt, me, sim, toast, when, word } from "./store.js";

const COLORS = ["#c2462e", "#7a4fd0", "#28788c", "#a8581c", "#2f7d3a", "#b03a78"];

function isMine(message, column) {
  return message.sender.id === me().id && column.kind !== "channel";
}

const speakerOf = (message, column) => message.in_name_of_chat ? column.chat : message.sender;

function author(message, column) {
  if (column.kind === "private" || message.sender.id === me().id && !message.in_name_of_chat) return "";
  const { id, name } = speakerOf(message, column);
  return make("p", { className: "author", style: `--color: ${COLORS[Math.abs(id) % COLORS.length]}`, textContent: name });
}

function forwarded({ forward_origin: origin }) {
  if (!origin) return "";
  const name = origin.sender_user?.first_name ?? (origin.chat ?? origin.sender_chat).title;
  return make("p", { className: "forwarded", textContent: word("forwarded", { name }) });
}

function via({ via: name }) {
  return name ? make("p", { className: "forwarded", textContent: word("via", { name }) }) : "";
}

const topicOf = (message, column) => column.chat.topics.find(({ id }) => id === message.thread)?.name;

function inTopic(message, column) {
  const name = topicOf(message, column);
  return name ? make("p", { className: "topic", textContent: word("in_topic", { name }) }) : "";
}

function attachment(file) {
  if (!file) return "";
  const { url: href, name, width, height } = file;
  if (file.kind !== "photo")
    return make("a", { className: "file", href, download: name }, make("span", { ariaHidden: "true", textContent: "📄 " }), name || word("file"));
  return make("a", { className: "photo", href, target: "_blank" }, make("img", { src: href, alt: word("photo"), width, height }));
}

function spot(location) {
  if (!location) return "";
  const { latitude, longitude } = location;
  return make("p", { className: "spot" }, pinned(location), `${latitude.toFixed(2)}, ${longitude.toFixed(2)}`);
}

function poll(message, column) {
  if (!message.poll) return "";
  const { question, options, is_closed: disabled } = message.poll;
  const vote = async (number) => {
    const { person } = await speaker(column);
    return sim("vote", { chat: message.chat, message_id: message.message_id, options: [number], person });
  };
  const choices = options.map(({ text, voter_count: votes }, number) =>
    make("button", { type: "button", disabled, onclick: () => attempt(() => vote(number)) }, text, make("span", {}, String(votes))));
  return make("div", { className: "poll" }, make("b", {}, question), ...choices);
}

function reactions({ reactions: given }) {
  const shown = given.map(({ type, total_count: n }) => `${type.emoji ?? "✨"} ${n}`);
  return shown.length ? make("p", { className: "reactions", textContent: shown.join("  ") }) : "";
}

function answered(message, column) {
  const original = message.reply_to && messageNode(column, message.chat, message.reply_to);
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
  const open = opening(described.url);
  const address = described.url && !open && link(described.url, `${described.text} ↗`);
  if (address) return address;
  const press = async () => {
    if (open) return open();
    const question = described.switch_inline_query ?? described.switch_inline_query_current_chat;
    if (question !== undefined) return writeQuestion(column, question);
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

function service(message, column) {
  const { service: what, sender } = message;
  const names = (users) => users.map((user) => user.first_name).join(", ");
  if (what.migrate_to_chat_id) return word("migrated");
  if (what.new_chat_members) return word("joined", { name: names(what.new_chat_members) });
  if (what.left_chat_member) return word("left", { name: names([what.left_chat_member]) });
  if (what.pinned_message) return `${sender.name}: ${word("pinned")}`;
  if (what.forum_topic_created) return word("topic_made", { name: what.forum_topic_created.name });
  if (what.forum_topic_closed) return word("topic_closed", { name: topicOf(message, column) });
  if (what.forum_topic_reopened) return word("topic_opened", { name: topicOf(message, column) });
  return word("service", { what: Object.keys(what).join(", ") });
}

function bubble(message, column) {
  const how = { label: word("spoiler"), command: (text) => attempt(() => say(column, text)) };
  const text = make("p", { className: "text" }, ...rich(message.text, message.entities, how));
  return make("div", { className: "bubble" }, inTopic(message, column), author(message, column), forwarded(message), via(message), answered(message, column),
    attachment(message.file), spot(message.location), poll(message, column), message.text ? text : "", reactions(message), marks(message));
}

/** Return whether a message is shown; of the two service messages about a migration, one is enough. */
export const isShown = (message) => !message.service.migrate_from_chat_id;

export function drawn(message, column) {
  const isService = Object.keys(message.service).length > 0;
  const className = `message ${isService ? "service" : isMine(message, column) ? "mine" : "theirs"}`;
  const parts = isService ? [make("p", { textContent: service(message, column) })] : [bubble(message, column), keyboard(message, column)];
  const node = make("article", { className, ariaLabel: speakerOf(message, column).name }, ...parts);
  node.dataset.id = keyOf(message.chat, message.message_id);
  node.dataset.day = when(message.date, { dateStyle: "medium" });
  return node;
}

// A group and its supergroup share a column, but each numbers its own messages.
const keyOf = (chat, id) => `${chat}/${id}`;

export const messageNode = (column, chat, id) => column.log.querySelector(`[data-id="${keyOf(chat, id)}"]`);
