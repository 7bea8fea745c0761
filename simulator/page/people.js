// The sender in a chat, and the texts, locations and files that they send.
import { showMap } from "./map.js";
import { make } from "./rich.js";
import { attempt, byId, me, neighbour, page, sim, word } from "./store.js";

const PICTURES = ["image/png", "image/jpeg", "image/gif", "image/webp"];

/** Sender in a column: the page's person, that person anonymously, or a neighbour, who is added when needed. */
export async function speaker(column) {
  const as = column.form.elements.as.value;
  if (as !== "member") return { person: me().id, anonymous: as === "anonymous" };
  const known = neighbour(column.chat);
  if (known) return { person: known.id };
  const person = await sim("person", { name: word("neighbour"), language: page.language });
  await sim("join", { chat: column.chat.id, person: person.id });
  return { person: person.id };
}

export function showSpeakers(column) {
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

/** Show the open topics of a forum, or of a private chat that has any, in the sender's menu of topics. */
export function showTopics(column) {
  const select = column.form.elements.topic;
  const open = column.chat.topics.filter(({ closed }) => !closed);
  const chosen = open.some(({ id }) => String(id) === select.value) ? select.value : "";
  select.hidden = !column.chat.forum && !open.length;
  const option = (value, name) => make("option", { value, textContent: word("in_topic", { name }) });
  select.replaceChildren(option("", word("general")), ...open.map(({ id, name }) => option(id, name)));
  select.value = chosen;
}

const where = (column) => ({ chat: column.chat.id, topic: Number(column.form.elements.topic.value) || null });

export async function say(column, text) {
  return sim("say", { ...where(column), text, ...await speaker(column) });
}

export function askPlace(column) {
  const dialog = byId("map");
  showMap(byId("korea"), page.language, (latitude, longitude) => {
    dialog.close();
    attempt(async () => {
      const { person } = await speaker(column);
      await sim("location", { ...where(column), person, latitude, longitude });
    });
  });
  dialog.showModal();
}

/** Open the file dialog; `send` gets the chosen file. */
export function askFile(send) {
  const input = make("input", { type: "file" });
  input.onchange = () => send(input.files[0]);
  input.click();
}

/** Post a file: a picture as a photo, anything else as a document. */
export async function post(column, file, caption) {
  const { person } = await speaker(column);
  const given = { ...where(column), person, caption, base64: await base64(file) };
  if (PICTURES.includes(file.type)) return sim("photo", given);
  return sim("document", { ...given, name: file.name, mime_type: file.type || "application/octet-stream" });
}

function base64(file) {
  return new Promise((done, fail) => {
    const reader = new FileReader();
    reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1));
    reader.onerror = () => fail(reader.error);
    reader.readAsDataURL(file);
  });
}
