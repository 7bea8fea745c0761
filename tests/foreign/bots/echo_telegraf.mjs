// The example bot with Telegraf.
import { Input, Markup, Telegraf } from "telegraf";

const PIXEL = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const bot = new Telegraf(process.env.BOT_TOKEN, { telegram: { apiRoot: process.env.BOT_API } });
bot.start((context) => context.replyWithHTML("<b>Hello</b>", Markup.inlineKeyboard([Markup.button.callback("More", "more")])));
bot.command("file", (context) =>
  context.replyWithDocument(Input.fromBuffer(Buffer.from("a,b\n1,2\n"), "table.csv"), { caption: "Table" }));
bot.command("album", (context) =>
  context.replyWithMediaGroup([0, 1].map((number) => ({ type: "photo", media: Input.fromBuffer(PIXEL, `${number}.png`) }))));
bot.command("poll", (context) => context.replyWithPoll("Rain?", ["Yes", "No"], { is_anonymous: false }));
bot.on("poll_answer", ({ pollAnswer: { user, option_ids: chosen } , telegram }) =>
  telegram.sendMessage(user.id, `Chosen: [${chosen.join(", ")}]`));
bot.on("text", (context) => context.reply(context.message.text, { reply_parameters: { message_id: context.message.message_id } }));
bot.action("more", async (context) => {
  await context.answerCbQuery("Here it is");
  await context.editMessageText("More");
});
bot.on("inline_query", (context) => {
  const content = { message_text: `You asked: ${context.inlineQuery.query}` };
  return context.answerInlineQuery([{ type: "article", id: "one", title: "Answer", input_message_content: content }], { cache_time: 0 });
});
bot.launch();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => bot.stop(signal));
