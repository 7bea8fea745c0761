// The example bot with node-telegram-bot-api 0.x.
import TelegramBot from "node-telegram-bot-api-0";

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const bot = new TelegramBot(process.env.BOT_TOKEN, { polling: true, baseApiUrl: process.env.BOT_API });
bot.on("message", (message) => {
  const chat = message.chat.id;
  if (message.text === "/start") {
    const keyboard = { inline_keyboard: [[{ text: "More", callback_data: "more" }]] };
    return bot.sendMessage(chat, "<b>Hello</b>", { parse_mode: "HTML", reply_markup: keyboard });
  }
  if (message.text === "/file") {
    const about = { filename: "table.csv", contentType: "text/csv" };
    return bot.sendDocument(chat, Buffer.from("a,b\n1,2\n"), { caption: "Table" }, about);
  }
  if (message.text === "/album") {
    return bot.sendMediaGroup(chat, [0, 1].map(() => ({ type: "photo", media: PIXEL })));
  }
  if (message.text === "/poll") return bot.sendPoll(chat, "Rain?", ["Yes", "No"], { is_anonymous: false });
  return bot.sendMessage(chat, message.text, { reply_to_message_id: message.message_id });
});
bot.on("callback_query", async ({ id, message }) => {
  await bot.answerCallbackQuery(id, { text: "Here it is" });
  await bot.editMessageText("More", { chat_id: message.chat.id, message_id: message.message_id });
});
bot.on("poll_answer", ({ user, option_ids: chosen }) => bot.sendMessage(user.id, `Chosen: [${chosen.join(", ")}]`));
bot.on("inline_query", ({ id, query }) => {
  const content = { message_text: `You asked: ${query}` };
  return bot.answerInlineQuery(id, [{ type: "article", id: "one", title: "Answer", input_message_content: content }], { cache_time: 0 });
});
