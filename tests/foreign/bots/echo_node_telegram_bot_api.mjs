// The example bot with node-telegram-bot-api 2.x.
import { Bot, InlineKeyboardBuilder, InputFile } from "node-telegram-bot-api";
import { run } from "node-telegram-bot-api/node";

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const bot = new Bot(process.env.BOT_TOKEN, { apiRoot: process.env.BOT_API });
bot.command("start", (context) =>
  context.reply("<b>Hello</b>", { parse_mode: "HTML", reply_markup: new InlineKeyboardBuilder().text("More", "more").build() }));
bot.command("file", (context) => {
  const document = new InputFile(new TextEncoder().encode("a,b\n1,2\n"), { filename: "table.csv" });
  return bot.api.sendDocument({ chat_id: context.message.chat.id, document, caption: "Table" });
});
bot.command("album", (context) => {
  const media = [0, 1].map((number) => ({ type: "photo", media: new InputFile(PIXEL, { filename: `${number}.png` }) }));
  return bot.api.sendMediaGroup({ chat_id: context.message.chat.id, media });
});
bot.command("poll", (context) => {
  const options = [{ text: "Yes" }, { text: "No" }];
  return bot.api.sendPoll({ chat_id: context.message.chat.id, question: "Rain?", options, is_anonymous: false });
});
bot.on("poll_answer", ({ update: { poll_answer: { user, option_ids: chosen } } }) =>
  bot.api.sendMessage({ chat_id: user.id, text: `Chosen: [${chosen.join(", ")}]` }));
bot.on("message", ({ message }) => {
  const place = { chat_id: message.chat.id, reply_parameters: { message_id: message.message_id } };
  return bot.api.sendMessage({ ...place, text: message.text });
});
bot.on("callback_query", async (context) => {
  const { chat, message_id } = context.callbackQuery.message;
  await context.answerCallbackQuery({ text: "Here it is" });
  await bot.api.editMessageText({ chat_id: chat.id, message_id, text: "More" });
});
bot.on("inline_query", ({ inlineQuery }) => {
  const content = { message_text: `You asked: ${inlineQuery.query}` };
  const results = [{ type: "article", id: "one", title: "Answer", input_message_content: content }];
  return bot.api.answerInlineQuery({ inline_query_id: inlineQuery.id, results, cache_time: 0 });
});
await run(bot);
