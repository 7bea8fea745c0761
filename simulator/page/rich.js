// Text with entities as DOM nodes. Never innerHTML: messages are untrusted.
const TAGS = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

/** Make an element: properties, then children, where strings become text. */
export function make(tag, properties = {}, ...children) {
  const node = Object.assign(document.createElement(tag), properties);
  node.append(...children);
  return node;
}

/** Return an address that a browser may open, which Telegram also takes without its scheme; else nothing. */
function webAddress(address) {
  if (/^https?:\/\//i.test(address)) return address;
  return /^[^\s/:]+\.\S+$/.test(address) ? `http://${address}` : "";
}

/** Make a link, where the address is one of the web's. */
export function link(address, ...nodes) {
  const href = webAddress(address);
  return href ? make("a", { href, target: "_blank", rel: "noopener noreferrer", title: address }, ...nodes) : null;
}

const linked = (address, nodes) => link(address, ...nodes) ?? make("span", { className: "link", title: address }, ...nodes);

function spoiler(nodes, label) {
  const hidden = make("button", { type: "button", className: "spoiler", ariaLabel: label }, make("span", {}, ...nodes));
  hidden.onclick = () => hidden.replaceWith(make("span", {}, ...hidden.firstChild.childNodes));
  return hidden;
}

function wrap(entity, nodes, text, { label, command }) {
  switch (entity.type) {
    case "text_link": return linked(entity.url, nodes);
    case "url": return linked(text, nodes);
    case "spoiler": return spoiler(nodes, label);
    case "bot_command": return make("button", { type: "button", className: "link", onclick: () => command(text) }, ...nodes);
    case "mention": case "text_mention": case "hashtag": case "cashtag": case "email": return make("span", { className: "link" }, ...nodes);
    default: return make(TAGS[entity.type] ?? "span", {}, ...nodes);
  }
}

/** Turn a text and its entities, which count UTF-16 units as JavaScript does, into nodes. */
export function rich(text, entities, how) {
  const left = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const piece = (from, to) => {
    const nodes = [];
    while (left.length && left[0].offset < to) {
      const entity = left.shift();
      const end = Math.min(entity.offset + entity.length, to);
      nodes.push(text.slice(from, entity.offset));
      nodes.push(wrap(entity, piece(entity.offset, end), text.slice(entity.offset, end), how));
      from = end;
    }
    return [...nodes, text.slice(from, to)];
  };
  return piece(0, text.length);
}
