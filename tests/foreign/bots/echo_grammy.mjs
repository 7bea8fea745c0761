// The example bot with grammY.
import { Bot, InlineKeyboard, InlineQueryResultBuilder, InputFile, InputMediaBuilder } from "grammy";

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const bot = new Bot(process.env.BOT_TOKEN, { client: { apiRoot: process.env.BOT_API } });
bot.command("start", (context) =>
  context.reply("<b>Hello</b>", { parse_mode: "HTML", reply_markup: new InlineKeyboard().text("More", "more") }));
bot.command("file", (context) =>
  context.replyWithDocument(new InputFile(Buffer.from("a,b\n1,2\n"), "table.csv"), { caption: "Table" }));
bot.command("album", (context) =>
  context.replyWithMediaGroup([0, 1].map((number) => InputMediaBuilder.photo(new InputFile(PIXEL, `${number}.png`)))));
bot.command("poll", (context) => context.replyWithPoll("Rain?", ["Yes", "No"], { is_anonymous: false }));
bot.on("poll_answer", ({ pollAnswer: { user, option_ids: chosen } }) =>
  bot.api.sendMessage(user.id, `Chosen: [${chosen.join(", ")}]`));
bot.on("message:text", (context) => context.reply(context.message.text, { reply_parameters: { message_id: context.msgId } }));
bot.callbackQuery("more", async (context) => {
  await context.answerCallbackQuery("Here it is");
  await context.editMessageText("More");
});
bot.on("inline_query", (context) => {
  const article = InlineQueryResultBuilder.article("one", "Answer").text(`You asked: ${context.inlineQuery.query}`);
  return context.answerInlineQuery([article], { cache_time: 0 });
});
bot.start();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => bot.stop());
