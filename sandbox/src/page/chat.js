// The chat page: what people see and do, over the sandbox's control API. Text never becomes markup.
"use strict";

const WORDS = {
  ru: {
    banner: "Локальная демонстрация, не Telegram: сообщения не покидают этот компьютер.",
    other: "English", subtitle: "чаты учителей", addTeacher: "Новый учитель", back: "К списку чатов", youAre: "Вы —", more: "Ещё",
    toEnd: "К последнему сообщению", cancel: "Отмена", commands: "Команды бота", menu: "Меню", attach: "Прикрепить файл", write: "Сообщение",
    send: "Отправить", newTab: "Открыть в новой вкладке", download: "Скачать", close: "Закрыть", firstName: "Имя", lastName: "Фамилия",
    teacherLanguage: "Язык", add: "Добавить", direct: "Личные чаты с ботом", groups: "Группы", bot: "бот", start: "ЗАПУСТИТЬ",
    unblock: "РАЗБЛОКИРОВАТЬ", block: "Заблокировать бота", unblockItem: "Разблокировать бота", blocked: "бот заблокирован",
    none: "Нет сообщений", edited: "изменено", open: "Открыть", you: "Вы", via: "через @", today: "Сегодня", yesterday: "Вчера",
    what: "Что умеет этот бот?", whatText: "Напишите, какой рабочий лист нужен, и бот сделает его с ключом ответов.",
    members: (n) => `${n} ${plural(n, "участник", "участника", "участников")}`, groupEmpty: (b) => `Напишите в группу или упомяните @${b}.`,
    nothing: "Ничего не найдено", searching: "Ищу…", noAnswer: "Бот не отвечает", failed: "Не получилось", pickChat: "Выберите чат",
    copied: "Скопировано", file: "Файл", offline: "соединение потеряно, восстанавливаю…",
    actions: { typing: "печатает…", upload_document: "отправляет файл…", upload_photo: "отправляет фото…", other: "занят…" },
    units: ["Б", "КБ", "МБ"],
  },
  en: {
    banner: "A local demonstration, not Telegram: messages never leave this computer.",
    other: "Русский", subtitle: "teachers’ chats", addTeacher: "New teacher", back: "To the chats", youAre: "You are", more: "More",
    toEnd: "To the latest message", cancel: "Cancel", commands: "Bot commands", menu: "Menu", attach: "Attach a file", write: "Message",
    send: "Send", newTab: "Open in a new tab", download: "Download", close: "Close", firstName: "First name", lastName: "Last name",
    teacherLanguage: "Language", add: "Add", direct: "Private chats with the bot", groups: "Groups", bot: "bot", start: "START",
    unblock: "UNBLOCK", block: "Block the bot", unblockItem: "Unblock the bot", blocked: "bot is blocked",
    none: "No messages", edited: "edited", open: "Open", you: "You", via: "via @", today: "Today", yesterday: "Yesterday",
    what: "What can this bot do?", whatText: "Say which worksheet you need, and the bot makes it with an answer key.",
    members: (n) => `${n} member${n === 1 ? "" : "s"}`, groupEmpty: (b) => `Write to the group or mention @${b}.`,
    nothing: "Nothing found", searching: "Searching…", noAnswer: "The bot does not answer", failed: "That did not work", pickChat: "Pick a chat",
    copied: "Copied", file: "File", offline: "connection lost, reconnecting…",
    actions: { typing: "typing…", upload_document: "sending a file…", upload_photo: "sending a photo…", other: "busy…" },
    units: ["B", "KB", "MB"],
  },
};

const $ = (id) => document.getElementById(id);
let language = localStorage.getItem("language") === "en" ? "en" : "ru";
const say = (key) => WORDS[language][key];

const world = { bot: null, users: new Map(), chats: new Map(), description: {} };
let current = null; // id of the open chat
let me = null; // id of the person who writes in it
let quoted = null; // message answered
let pending = null; // inline query to be put into the next chat
const unread = new Map();
const busy = new Map(); // chat -> {action, timer}
const drafts = new Map(); // chat -> message in the making
const presses = new Map(); // callback id -> key in wait; null when answered first
const typed = new Map(); // chat -> unsent text

// ---- small things

function plural(n, one, few, many) {
  const tens = n % 100, ones = n % 10;
  if (tens > 10 && tens < 15) return many;
  return ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
}

function node(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children.filter((child) => child != null));
  return made;
}

function icon(name) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

const clock = (seconds) => new Date(seconds * 1000).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

function day(seconds) {
  const date = new Date(seconds * 1000), now = new Date();
  const days = Math.round((new Date(now.toDateString()) - new Date(date.toDateString())) / 86400000);
  if (days === 0) return say("today");
  if (days === 1) return say("yesterday");
  return date.toLocaleDateString(language, { day: "numeric", month: "long" });
}

function size(bytes) {
  const [small, middle, large] = say("units");
  const number = (n) => n.toLocaleString(language, { maximumFractionDigits: 1 });
  if (bytes < 1024) return `${bytes} ${small}`;
  return bytes < 1048576 ? `${number(bytes / 1024)} ${middle}` : `${number(bytes / 1048576)} ${large}`;
}

const fullName = (user) => [user.first_name, user.last_name].filter(Boolean).join(" ");
const isGroup = (chat) => chat.type === "group";
const title = (chat) => (isGroup(chat) ? chat.title : fullName(chat));
const initials = (name) => name.split(/\s+/).slice(0, 2).map((word) => word[0] || "").join("").toUpperCase();
const safeUrl = (url) => (/^(https?|tg):\/\//i.test(url) ? url : null);

function avatar(name, id, small) {
  const made = node("span", `avatar c${Math.abs(id) % 7}${small ? " small" : ""}`, initials(name));
  made.setAttribute("aria-hidden", "true");
  return made;
}

function botAvatar(small) {
  const made = node("span", `avatar bot${small ? " small" : ""}`, icon("leaf"));
  made.setAttribute("aria-hidden", "true");
  return made;
}

function toast(text) {
  const shown = node("div", "toast", text);
  $("toasts").append(shown);
  setTimeout(() => shown.remove(), Math.min(8000, 2500 + text.length * 40));
}

async function post(path, body) {
  const form = body instanceof FormData;
  const answer = await fetch(`/_sandbox/${path}`, {
    method: "POST",
    headers: form ? {} : { "content-type": "application/json" },
    body: form ? body : JSON.stringify(body),
  });
  const reply = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(reply.error || answer.statusText);
  return reply;
}

const attempt = (work) => work.catch((error) => toast(error.message === "NoAnswer" ? say("noAnswer") : say("failed")));

// ---- text with entities (offsets are UTF-16 units, as in JavaScript)

const TAGS = { bold: "b", italic: "i", underline: "u", strikethrough: "s", code: "code", blockquote: "blockquote" };

function styled(text, entities) {
  const sorted = [...(entities || [])].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const build = (from, to, inner) => {
    const out = [];
    let at = from;
    for (let n = 0; n < inner.length; n += 1) {
      const entity = inner[n];
      const end = Math.min(entity.offset + entity.length, to);
      if (entity.offset < at) continue;
      out.push(text.slice(at, entity.offset));
      const children = inner.slice(n + 1).filter((other) => other.offset < end);
      out.push(wrap(entity, build(entity.offset, end, children), text.slice(entity.offset, end)));
      at = end;
    }
    out.push(text.slice(at, to));
    return out;
  };
  return build(0, text.length, sorted);
}

function wrap(entity, children, raw) {
  if (TAGS[entity.type]) return node(TAGS[entity.type], "", ...children);
  if (entity.type === "pre") return node("pre", "", node("code", "", ...children));
  if (entity.type === "spoiler") {
    const made = node("span", "spoiler", ...children);
    made.addEventListener("click", () => made.classList.add("open"));
    return made;
  }
  if (entity.type === "url" || entity.type === "text_link") {
    const url = safeUrl(entity.url || raw);
    if (!url) return node("span", "", ...children);
    const link = node("a", "", ...children);
    link.href = url;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }
  if (entity.type === "bot_command") {
    const made = node("button", "command", ...children);
    made.type = "button";
    made.addEventListener("click", () => write(raw));
    return made;
  }
  return node("span", "", ...children);
}

// ---- files

const source = (id) => `/_sandbox/files/${encodeURIComponent(id)}`;
const shows = (document) => /^(application\/pdf|image\/(jpeg|png))$/.test(document.mime_type);

function cover(document, tag) {
  const made = node(tag || "span", "cover");
  if (document && document.thumbnail) {
    const image = node("img");
    image.src = source(document.thumbnail.file_id);
    image.alt = "";
    image.loading = "lazy";
    made.append(image);
  } else {
    made.classList.add("plain");
    const name = (document && document.file_name) || "";
    const ending = name.includes(".") ? name.split(".").pop().slice(0, 4).toUpperCase() : "";
    made.append(ending || icon("leaf"));
  }
  return made;
}

function fileCard(file) {
  const acts = node("span", "file-acts");
  const picture = cover(file, shows(file) ? "button" : "span");
  if (shows(file)) {
    picture.type = "button";
    picture.setAttribute("aria-label", `${say("open")}: ${file.file_name}`);
    picture.addEventListener("click", () => view(file));
    const open = node("button", "", say("open"));
    open.type = "button";
    open.addEventListener("click", () => view(file));
    acts.append(open);
  }
  const save = node("a", "", say("download"));
  save.href = `${source(file.file_id)}?download=true`;
  save.download = file.file_name;
  acts.append(save);
  return node("div", "file", picture,
    node("div", "file-body", node("b", "", file.file_name), node("small", "", size(file.file_size)), acts));
}

function view(file) {
  $("viewer-name").textContent = file.file_name;
  $("viewer-open").href = source(file.file_id);
  $("viewer-save").href = `${source(file.file_id)}?download=true`;
  $("viewer-save").download = file.file_name;
  const shown = node(file.mime_type === "application/pdf" ? "iframe" : "img");
  // The viewer's own list of pages would take a third of the width.
  shown.src = `${source(file.file_id)}#navpanes=0`;
  shown.title = file.file_name;
  $("viewer-body").replaceChildren(shown);
  $("viewer").showModal();
}

// ---- keys under messages

function keys(chat, message) {
  const rows = message.reply_markup && message.reply_markup.inline_keyboard;
  if (!rows || !rows.length) return null;
  return node("div", "keys", ...rows.map((row) => node("div", "", ...row.map((button) => key(chat, message, button)))));
}

function key(chat, message, button) {
  if (button.url) {
    const link = node("a", "key outside", button.text);
    link.href = safeUrl(button.url) || "#";
    link.target = "_blank";
    link.rel = "noopener noreferrer";
    return link;
  }
  const made = node("button", "key", button.text);
  made.type = "button";
  made.addEventListener("click", () => {
    if (button.callback_data) return press(chat, message, button.callback_data, made);
    if (button.copy_text) return navigator.clipboard.writeText(button.copy_text.text).then(() => toast(say("copied")));
    const here = button.switch_inline_query_current_chat;
    if (here != null) return compose(`@${world.bot.username} ${here}`);
    if (button.switch_inline_query != null) {
      pending = `@${world.bot.username} ${button.switch_inline_query}`;
      $("app").classList.remove("in-chat");
      toast(say("pickChat"));
    }
    return undefined;
  });
  return made;
}

async function press(chat, message, data, made) {
  made.classList.add("busy");
  const free = () => made.classList.remove("busy");
  try {
    const body = { user_id: me, chat_id: chat.id, message_id: message.message_id, data };
    const { callback_id: id } = await post("press", body);
    // The answer may have been quicker than this reply.
    if (presses.has(id)) free();
    else {
      presses.set(id, free);
      setTimeout(free, 15000);
    }
  } catch {
    free();
    toast(say("failed"));
  }
}

// ---- messages

function bubble(chat, message, place) {
  const mine = !message.from.is_bot && (message.from.id === me || !isGroup(chat));
  const stack = node("div", "stack");
  const body = node("div", "bubble");
  if (isGroup(chat) && !mine && place.first) body.append(node("span", "name", fullName(message.from)));
  if (message.via_bot) body.append(node("span", "via", say("via") + message.via_bot.username));
  if (message.reply_to_message) {
    const answered = message.reply_to_message;
    const quote = node("button", "reply", node("b", "", fullName(answered.from)), node("span", "", preview(answered)));
    quote.type = "button";
    quote.addEventListener("click", () => {
      const target = document.querySelector(`[data-id="${answered.message_id}"]`);
      if (target) target.scrollIntoView({ block: "center", behavior: "smooth" });
    });
    body.append(quote);
  }
  if (message.document) body.append(fileCard(message.document));
  const meta = node("span", "meta");
  if (message.edit_date) meta.append(node("span", "", say("edited")));
  meta.append(node("time", "", clock(message.date)));
  if (mine) meta.append(icon("ticks"));
  const text = message.text ?? message.caption;
  const shown = node("div", "text");
  if (text) shown.append(...styled(text, message.entities || message.caption_entities));
  shown.append(meta);
  body.append(shown);
  const under = keys(chat, message);
  if (!under) body.classList.add("only");
  stack.append(body);
  if (under) stack.append(under);
  const made = node("article", `message${mine ? " mine" : ""}${place.first ? " first" : ""}${place.last ? " last" : ""}`);
  if (isGroup(chat) && !mine) {
    made.append(message.from.is_bot ? botAvatar(true) : avatar(fullName(message.from), message.from.id, true));
  }
  made.append(stack);
  if (message.message_id) {
    made.dataset.id = message.message_id;
    body.addEventListener("dblclick", () => quoteMessage(message));
  }
  return made;
}

function preview(message) {
  if (message.document && !message.caption) return message.document.file_name;
  return (message.text || message.caption || say("file")).replace(/\s+/g, " ");
}

const ordered = (chat) => [...chat.messages.values()].sort((a, b) => a.message_id - b.message_id);
const author = (message) => (message ? `${message.from.id}` : "");

function drawMessages(freshId) {
  const chat = world.chats.get(current);
  const scroll = $("scroll");
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 120;
  const list = ordered(chat);
  const out = [];
  let lastDay = null;
  list.forEach((message, n) => {
    const date = day(message.date);
    const newDay = date !== lastDay;
    if (newDay) out.push(node("div", "day", date));
    lastDay = date;
    const next = list[n + 1];
    const place = {
      first: newDay || author(list[n - 1]) !== author(message),
      last: !next || author(next) !== author(message) || day(next.date) !== date,
    };
    const made = bubble(chat, message, place);
    if (message.message_id === freshId) made.classList.add("fresh");
    out.push(made);
  });
  const draft = drafts.get(chat.id);
  if (draft) {
    const made = bubble(chat, draft, { first: true, last: true });
    made.classList.add("draft");
    out.push(made);
  }
  if (!list.length && !draft) out.push(emptyCard(chat));
  $("messages").replaceChildren(...out);
  if (atEnd) toEnd();
  showToEnd();
}

function emptyCard(chat) {
  const text = isGroup(chat) ? say("groupEmpty")(world.bot.username) : world.description[language] || say("whatText");
  const heading = isGroup(chat) ? chat.title : say("what");
  return node("div", "empty", botAvatar(), node("h2", "", heading), node("p", "", text));
}

function toEnd() {
  $("scroll").scrollTop = $("scroll").scrollHeight;
}

function showToEnd() {
  const scroll = $("scroll");
  $("to-end").hidden = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 260;
}

// ---- the list and the head

function drawChats() {
  const all = [...world.chats.values()];
  const section = (heading, chats) => [node("h2", "", heading), ...chats.map(row)];
  const groups = all.filter(isGroup);
  const place = $("chats");
  const top = place.scrollTop;
  place.replaceChildren(...section(say("direct"), all.filter((chat) => !isGroup(chat))),
    ...(groups.length ? section(say("groups"), groups) : []));
  place.scrollTop = top;
}

function row(chat) {
  const last = ordered(chat).pop();
  let text = last ? preview(last) : say("none");
  if (last && !last.from.is_bot && !isGroup(chat)) text = `${say("you")}: ${text}`;
  if (last && isGroup(chat)) text = `${last.from.first_name}: ${text}`;
  const doing = busy.get(chat.id);
  const count = unread.get(chat.id);
  const made = node("button", "row-chat", avatar(title(chat), chat.id),
    node("span", "row-body",
      node("span", "row-top", node("b", "", title(chat)), last ? node("time", "", clock(last.date)) : null),
      node("span", "row-bottom", node("span", "", doing ? actionText(doing.action) : text),
        count ? node("i", "badge", String(count)) : null)));
  made.type = "button";
  made.setAttribute("aria-current", String(chat.id === current));
  made.addEventListener("click", () => open(chat.id, true));
  return made;
}

const actionText = (action) => say("actions")[action] || say("actions").other;

function drawHead() {
  const chat = world.chats.get(current);
  const group = isGroup(chat);
  const face = group ? avatar(chat.title, chat.id) : botAvatar();
  face.id = "head-avatar";
  $("head-avatar").replaceWith(face);
  $("head-title").textContent = group ? chat.title : world.bot.first_name;
  const status = $("head-status");
  const doing = busy.get(chat.id);
  status.classList.toggle("busy", Boolean(doing));
  if (offline) status.textContent = say("offline");
  else if (doing) status.textContent = (group ? `${world.bot.first_name} ` : "") + actionText(doing.action);
  else if (chat.blocked) status.textContent = say("blocked");
  else status.textContent = group ? say("members")(chat.members.length + 1) : say("bot");
  const who = $("who");
  const people = `${chat.members} ${me}`;
  // Drawn anew only when it changes: a list held open must not close.
  if (who.dataset.people !== people) {
    who.dataset.people = people;
    who.replaceChildren(...chat.members.map((id) => {
      const option = node("option", "", fullName(world.users.get(id)));
      option.value = id;
      option.selected = id === me;
      return option;
    }));
  }
  who.disabled = !group;
  $("more").parentElement.hidden = group;
  $("block").textContent = say(chat.blocked ? "unblockItem" : "block");
  const fresh = !group && !chat.messages.size;
  $("composer").hidden = fresh || chat.blocked;
  $("start").hidden = !(fresh || chat.blocked);
  $("start").textContent = say(chat.blocked ? "unblock" : "start");
  $("commands").hidden = !chat.commands.length;
  drawKeyboard(chat);
}

function drawKeyboard(chat) {
  const rows = chat.keyboard && chat.keyboard.keyboard;
  $("keyboard").hidden = !rows;
  if (!rows) return;
  $("keyboard").replaceChildren(...rows.map((row) => node("div", "", ...row.map((button) => {
    const text = typeof button === "string" ? button : button.text;
    const made = node("button", "", text);
    made.type = "button";
    made.addEventListener("click", () => write(text));
    return made;
  }))));
}

function open(id, byHand) {
  if (current !== null) typed.set(current, $("text").value);
  current = id;
  const chat = world.chats.get(id);
  if (!chat.members.includes(me)) me = chat.members[0];
  unread.delete(id);
  unquote();
  closePopup();
  history.replaceState(null, "", `#${id}`);
  if (byHand) $("app").classList.add("in-chat");
  $("text").value = typed.get(id) || "";
  drawChats();
  drawHead();
  drawMessages();
  toEnd();
  if (pending && byHand) {
    compose(pending);
    pending = null;
  } else {
    fit();
    if (byHand && matchMedia("(hover: hover)").matches) $("text").focus();
  }
}

// ---- writing

function write(text) {
  const words = text.trim();
  if (!words) return;
  const reply = quoted && quoted.message_id;
  unquote();
  closePopup();
  toEnd();
  attempt(post("messages", { user_id: me, chat_id: current, text: words, reply_to: reply }));
}

function compose(text) {
  $("text").value = text;
  $("text").focus();
  $("text").setSelectionRange(text.length, text.length);
  fit();
  suggest();
}

function fit() {
  const box = $("text");
  box.style.height = "auto";
  box.style.height = `${Math.min(box.scrollHeight, 170)}px`;
}

function submit() {
  const text = $("text").value;
  $("text").value = "";
  fit();
  write(text);
}

function quoteMessage(message) {
  quoted = message;
  $("quote-name").textContent = fullName(message.from);
  $("quote-text").textContent = preview(message);
  $("quote").hidden = false;
  $("text").focus();
}

function unquote() {
  quoted = null;
  $("quote").hidden = true;
}

// ---- commands and inline results above the composer

let asked = 0; // number of the newest inline query
let wait;

function suggest() {
  const text = $("text").value;
  const chat = world.chats.get(current);
  const name = `@${world.bot.username} `;
  clearTimeout(wait);
  if (text.toLowerCase().startsWith(name.toLowerCase())) {
    const query = text.slice(name.length);
    wait = setTimeout(() => inline(query), 250);
    if ($("popup").hidden) showPopup(node("p", "note", say("searching")));
    return;
  }
  asked += 1;
  const start = /^\/[a-z0-9_]*$/i.test(text) ? text.slice(1).toLowerCase() : null;
  const found = start === null ? [] : chat.commands.filter((command) => command.command.startsWith(start));
  if (found.length) showPopup(...found.map(commandOption));
  else closePopup();
}

function commandOption({ command, description }) {
  const made = node("button", "option slash", node("span", "", node("b", "", `/${command}`), node("small", "", description)));
  made.type = "button";
  made.addEventListener("click", () => {
    $("text").value = "";
    fit();
    const chat = world.chats.get(current);
    write(isGroup(chat) ? `/${command}@${world.bot.username}` : `/${command}`);
  });
  return made;
}

async function inline(query) {
  asked += 1;
  const mine = asked;
  const chat = current;
  let found;
  try {
    found = await post("inline", { user_id: me, chat_id: chat, query });
  } catch (error) {
    if (mine === asked) showPopup(node("p", "note", error.message === "NoAnswer" ? say("noAnswer") : say("failed")));
    return;
  }
  if (mine !== asked || chat !== current) return;
  const options = found.results.map((result) => inlineOption(found.query_id, result));
  if (found.button && found.button.start_parameter != null) {
    const made = node("button", "option", node("span", "", node("b", "", found.button.text)));
    made.type = "button";
    made.addEventListener("click", () => {
      $("text").value = "";
      const person = me;
      open(person, true);
      write(`/start ${found.button.start_parameter}`);
    });
    options.unshift(made);
  }
  showPopup(...(options.length ? options : [node("p", "note", say("nothing"))]));
}

function inlineOption(query, result) {
  const made = node("button", "option", cover(result.document),
    node("span", "", node("b", "", result.title || ""), node("small", "", result.description || "")));
  made.type = "button";
  made.addEventListener("click", () => {
    $("text").value = "";
    fit();
    closePopup();
    attempt(post("inline/choose", { user_id: me, chat_id: current, query_id: query, result_id: result.id }));
  });
  return made;
}

function showPopup(...content) {
  $("popup").replaceChildren(...content);
  $("popup").hidden = false;
  mark(0);
}

function closePopup() {
  asked += 1;
  clearTimeout(wait);
  $("popup").hidden = true;
}

const options = () => [...$("popup").querySelectorAll(".option")];

function mark(index) {
  options().forEach((option, n) => option.classList.toggle("at", n === index));
  const at = options()[index];
  if (at) at.scrollIntoView({ block: "nearest" });
}

// ---- what happens

let offline = false;

function happened(event) {
  const chat = world.chats.get(event.chat_id);
  switch (event.type) {
    case "message":
    case "edited": {
      if (!chat) return load();
      const fresh = event.type === "message";
      chat.messages.set(event.message.message_id, event.message);
      if (fresh && event.message.from.is_bot) {
        calm(chat.id);
        drafts.delete(chat.id);
        if (chat.id !== current) unread.set(chat.id, (unread.get(chat.id) || 0) + 1);
      }
      if (fresh && !event.message.from.is_bot) chat.open = true;
      if (chat.id === current) {
        drawHead();
        drawMessages(fresh ? event.message.message_id : null);
      }
      return drawChats();
    }
    case "deleted":
      if (!chat) return undefined;
      chat.messages.delete(event.message_id);
      if (chat.id === current) drawMessages();
      return drawChats();
    case "action":
      calm(event.chat_id);
      busy.set(event.chat_id, { action: event.action, timer: setTimeout(() => { calm(event.chat_id); drawChats(); if (event.chat_id === current) drawHead(); }, 5000) });
      if (event.chat_id === current) drawHead();
      return drawChats();
    case "draft": {
      const text = event.text || "…";
      const draft = { from: { ...world.bot }, date: Date.now() / 1000, text, entities: event.entities };
      drafts.set(event.chat_id, draft);
      setTimeout(() => { if (drafts.get(event.chat_id) === draft) { drafts.delete(event.chat_id); if (event.chat_id === current) drawMessages(); } }, 30000);
      if (event.chat_id === current) drawMessages();
      return undefined;
    }
    case "keyboard":
      if (chat) chat.keyboard = event.keyboard;
      if (event.chat_id === current) drawHead();
      return undefined;
    case "toast": {
      const free = presses.get(event.callback_id);
      presses.set(event.callback_id, null);
      if (free) free();
      if (event.user_id !== me || !event.text) return undefined;
      if (event.alert) {
        $("alert-text").textContent = event.text;
        $("alert").showModal();
      } else toast(event.text);
      return undefined;
    }
    default:
      return load();
  }
}

function calm(chat) {
  const doing = busy.get(chat);
  if (doing) clearTimeout(doing.timer);
  busy.delete(chat);
}

async function load() {
  const state = await (await fetch("/_sandbox/state")).json();
  world.bot = state.bot;
  world.description = state.description;
  world.users = new Map(state.users.map((user) => [user.id, user]));
  world.chats = new Map(state.chats.map((chat) => {
    chat.messages = new Map(chat.messages.map((message) => [message.message_id, message]));
    return [chat.id, chat];
  }));
  $("bot-title").textContent = state.bot.first_name;
  const wanted = current ?? Number(location.hash.slice(1));
  const first = [...world.chats.values()].find((chat) => !isGroup(chat)) || [...world.chats.values()][0];
  if (!first) return;
  const id = world.chats.has(wanted) ? wanted : first.id;
  if (id === current) {
    drawChats();
    drawHead();
    drawMessages();
  } else open(id, location.hash.length > 1);
}

function listen() {
  const events = new EventSource("/_sandbox/events");
  // What happened while nobody listened is in the state.
  events.onopen = () => {
    offline = false;
    load();
  };
  events.onmessage = ({ data }) => {
    if (world.bot) happened(JSON.parse(data));
  };
  events.onerror = () => {
    offline = true;
    if (current !== null) drawHead();
  };
}

function translate() {
  document.documentElement.lang = language;
  document.querySelectorAll("[data-t]").forEach((part) => { part.textContent = say(part.dataset.t); });
  document.querySelectorAll("[data-tt]").forEach((part) => {
    part.title = say(part.dataset.tt);
    part.setAttribute("aria-label", say(part.dataset.tt));
  });
  document.querySelectorAll("[data-tp]").forEach((part) => {
    part.placeholder = say(part.dataset.tp);
    part.setAttribute("aria-label", say(part.dataset.tp));
  });
  $("language").textContent = say("other");
  if (current !== null) {
    drawChats();
    drawHead();
    drawMessages();
  }
}

// ---- wiring

$("composer").addEventListener("submit", (event) => {
  event.preventDefault();
  submit();
});
$("text").addEventListener("input", () => {
  fit();
  suggest();
});
$("text").addEventListener("keydown", (event) => {
  const shown = $("popup").hidden ? [] : options();
  const at = shown.findIndex((option) => option.classList.contains("at"));
  if (event.key === "Escape") {
    closePopup();
    unquote();
  } else if (shown.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
    event.preventDefault();
    mark((at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length);
  } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (shown[at]) shown[at].click();
    else submit();
  }
});
$("commands").addEventListener("click", () => {
  const chat = world.chats.get(current);
  if (!$("popup").hidden) closePopup();
  else showPopup(...chat.commands.map(commandOption));
});
$("start").addEventListener("click", () => {
  const chat = world.chats.get(current);
  const free = chat.blocked ? post("block", { user_id: current, blocked: false }) : Promise.resolve();
  attempt(free.then(() => post("messages", { user_id: me, chat_id: current, text: "/start" })));
});
$("attach").addEventListener("click", () => $("file").click());
$("file").addEventListener("change", () => {
  const [file] = $("file").files;
  if (!file) return;
  const form = new FormData();
  form.append("user_id", me);
  form.append("chat_id", current);
  form.append("caption", $("text").value);
  form.append("file", file);
  $("text").value = "";
  $("file").value = "";
  fit();
  attempt(post("documents", form));
});
$("unquote").addEventListener("click", unquote);
$("back").addEventListener("click", () => $("app").classList.remove("in-chat"));
$("who").addEventListener("change", () => {
  me = Number($("who").value);
  $("who").dataset.people = `${world.chats.get(current).members} ${me}`;
  drawMessages();
});
$("scroll").addEventListener("scroll", showToEnd, { passive: true });
$("to-end").addEventListener("click", toEnd);
$("more").addEventListener("click", () => {
  const menu = $("more-menu");
  menu.hidden = !menu.hidden;
  $("more").setAttribute("aria-expanded", String(!menu.hidden));
});
document.addEventListener("click", (event) => {
  if (!event.target.closest(".more")) {
    $("more-menu").hidden = true;
    $("more").setAttribute("aria-expanded", "false");
  }
  if (!event.target.closest(".foot")) closePopup();
});
$("block").addEventListener("click", () => {
  const chat = world.chats.get(current);
  $("more-menu").hidden = true;
  attempt(post("block", { user_id: chat.id, blocked: !chat.blocked }));
});
$("viewer-close").addEventListener("click", () => $("viewer").close());
$("viewer").addEventListener("close", () => $("viewer-body").replaceChildren());
$("viewer").addEventListener("click", (event) => {
  if (event.target === $("viewer")) $("viewer").close();
});
$("add").addEventListener("click", () => $("new-teacher").showModal());
$("new-cancel").addEventListener("click", () => $("new-teacher").close());
$("new-ok").addEventListener("click", () => {
  const first = $("new-first").value.trim();
  if (!first) return $("new-first").focus();
  const body = { first_name: first, last_name: $("new-last").value.trim() || null, language_code: $("new-language").value };
  attempt(post("users", body).then(async ({ id }) => {
    $("new-teacher").close();
    $("new-first").value = "";
    $("new-last").value = "";
    await load();
    open(id, true);
  }));
  return undefined;
});
$("language").addEventListener("click", () => {
  language = language === "ru" ? "en" : "ru";
  localStorage.setItem("language", language);
  translate();
});

translate();
listen();
