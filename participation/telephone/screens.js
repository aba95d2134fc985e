// One child after the other on one telephone: a start, one question per screen, a thank you. What a child has answered
// is in `child` alone and gone when the next one begins, the page is left, or the child stops.
const data = JSON.parse(document.getElementById("data").textContent);
const place = location.pathname;
const bar = document.getElementById("bar");
const main = document.getElementById("screen");
const queue = makeQueue(place);
const speech = makeSpeech(() => drawBar());
const FACES = ["1", "2", "3", "4", "5"];
const ONE_MOMENT = 4000;
const AGAIN = 8000;

const named = (/[?&]lang=(zh|en)/.exec(location.search) || [])[1];
let lang = named || queue.read("lang", data.lang);
queue.write("lang", lang);
let child = null;
let screen = start;
let adult = null;
let open = data.open;
let closes = data.closes;
let aloud = () => "";

const say = () => data.say[lang];
const inWords = (texts) => texts[lang] || texts.zh;

function make(tag, given, ...inside) {
  const { on, ...rest } = given || {};
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(rest))
    if (value === true) node.setAttribute(name, "");
    else if (value !== false && value !== undefined) node.setAttribute(name, value);
  if (on) node.addEventListener(tag === "input" || tag === "textarea" ? "input" : "click", on);
  node.append(...inside.filter((each) => each !== null && each !== false));
  return node;
}

function drawing(name, look) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#${name}`);
  svg.setAttribute("aria-hidden", "true");
  if (look) svg.setAttribute("class", look);
  svg.append(use);
  return svg;
}

const button = (words, on, look = "") => make("button", { type: "button", class: look, on }, words);
const words = (text, look) => make("p", look ? { class: look } : {}, text);

// The clock of this telephone may be wrong, and a page from its store is older than it says. The least that the clock
// was ever ahead of a page is nearest to how far it is ahead of the server.
function skew() {
  const least = Math.min(queue.read("skew", Infinity), Date.now() - data.now);
  queue.write("skew", least);
  return least;
}
const late = skew();
const isOpen = () => open && Date.now() - late < closes;

function show(next) {
  screen = next;
  speech.stop();
  draw();
  const head = main.querySelector("h1");
  scrollTo(0, 0);
  if (head) head.focus({ preventScroll: true });
}

function draw() {
  if (!isOpen() && [start, thanks].includes(screen)) screen = closed;
  document.documentElement.lang = lang === "zh" ? "zh-hans" : "en";
  document.title = say().title;
  main.replaceChildren(...screen().filter((part) => part));
  main.classList.remove("arrives");
  void main.offsetWidth; // so that it arrives anew
  main.classList.add("arrives");
  drawBar();
}

function drawBar() {
  const asking = child && screen === question;
  const number = asking ? child.number : 0;
  const dots = make("div", { class: "dots", "aria-hidden": "true" });
  if (asking) data.questions.forEach((_each, at) => dots.append(make("i", { class: at <= number ? "done" : "" })));
  const told = asking ? `${number + 1} / ${data.questions.length}` : "";
  const other = lang === "zh" ? "en" : "zh";
  const change = button(other === "en" ? "English" : "中文", () => choose(other), "plain");
  change.lang = other;
  const parts = [make("span", { class: "unseen" }, told), dots];
  if (speech.can(lang) && aloud()) {
    const read = make(
      "button",
      { type: "button", class: "round", "aria-label": say().aloud, on: () => speech.say(aloud(), lang) },
      drawing("aloud"),
    );
    parts.push(read);
  }
  bar.replaceChildren(...parts, change);
}

function choose(language) {
  keepTyped();
  lang = language;
  queue.write("lang", lang);
  draw();
}

// --- a child

function keepTyped() {
  const field = main.querySelector("textarea");
  if (field && child && screen === question) child.words[data.questions[child.number].code] = field.value;
}

function begin() {
  child = { key: makeKey(), number: 0, faces: {}, words: {} };
  show(question);
}

function step(by) {
  keepTyped();
  child.number += by;
  if (child.number < data.questions.length) return show(question);
  return finish();
}

function skip() {
  const { code } = data.questions[child.number];
  const field = main.querySelector("textarea");
  if (field) field.value = "";
  delete child.faces[code];
  step(1);
}

function forgetChild() {
  child = null;
  show(start);
}

async function finish() {
  const { key, faces } = child;
  const said = {};
  for (const [code, text] of Object.entries(child.words)) if (text.trim()) said[code] = text.trim();
  child = null;
  queue.add(key, faces, said, true);
  await sendFor(key);
}

// The child waits a moment for what the server says of the words; where nobody answers the telephone goes on its way.
async function sendFor(key) {
  show(sending);
  const done = await Promise.race([send(), new Promise((resolve) => setTimeout(resolve, ONE_MOMENT, null))]);
  const mine = done && queue.aside().find((item) => item.key === key);
  if (!mine) return show(thanks);
  adult = { item: mine, isAdult: false };
  return show(rewrite);
}

async function send() {
  const said = await queue.send();
  if (said) ({ open, closes } = said);
  if ([start, thanks, closed].includes(screen)) refresh();
  return said;
}

function refresh() {
  if (!isOpen() && screen !== closed) return show(closed);
  const shown = main.querySelector("[data-counts]");
  if (shown) shown.replaceWith(counts());
  if (screen === closed) leaveNothing();
  return null;
}

// --- screens: each returns what is on it, and says what is read aloud

function start() {
  const about = inWords(data.about);
  aloud = () => [say().start, say().about, about, say().free, say().nameless].join(" ");
  return [
    drawing("talk", "picture middle"),
    make("h1", { tabindex: "-1" }, say().start),
    words(say().about),
    make("p", {}, make("b", {}, about)),
    words(say().free),
    words(say().nameless),
    counts(),
    foot(button(say().begin, begin, "main")),
  ];
}

function question() {
  const asked = data.questions[child.number];
  const text = inWords(asked.text);
  const head = make(
    "div",
    { class: "head" },
    drawing(asked.pictogram, "picture"),
    make("h1", { tabindex: "-1", id: "asked" }, text),
  );
  const last = child.number + 1 === data.questions.length;
  const next = button(last ? say().done : say().next, () => step(1), "main");
  const before = child.number ? button(say().back, () => step(-1)) : button(say().stop, () => show(stopping));
  const answer = asked.kind === "face" ? faceAnswer(asked, next) : wordAnswer(asked, next);
  const spoken = asked.kind === "face" ? FACES.map((face) => say()[`face_${face}`]) : [say().no_names];
  aloud = () => [text, spoken.join(lang === "zh" ? "。" : ". ")].join(" ");
  return [head, ...answer, foot(button(say().rather_not, skip), make("div", { class: "pair" }, before, next))];
}

function faceAnswer(asked, next) {
  const choose = (event) => {
    child.faces[asked.code] = event.target.value;
    next.disabled = false;
  };
  next.disabled = !child.faces[asked.code];
  const rows = FACES.map((face) => {
    const given = { type: "radio", name: "face", value: face, checked: child.faces[asked.code] === face };
    const look = make("span", {}, drawing(`face-${face}`), say()[`face_${face}`]);
    return make("label", { class: "face" }, make("input", { ...given, on: choose }), look);
  });
  return [make("fieldset", { class: "faces", "aria-labelledby": "asked" }, ...rows)];
}

function wordAnswer(asked, next) {
  const field = typing(child.words[asked.code] || "", next);
  return [field, words(say().no_names, "note")];
}

function typing(text, next) {
  const given = { maxlength: 140, autocomplete: "off", spellcheck: "false", "aria-labelledby": "asked" };
  const tell = () => {
    next.disabled = !field.value.trim();
  };
  const field = make("textarea", { ...given, on: tell });
  field.value = text;
  tell();
  return field;
}

function stopping() {
  aloud = () => say().stop_what;
  return [
    make("h1", { tabindex: "-1" }, say().stop_what),
    foot(button(say().go_on, () => show(question)), button(say().stop_sure, forgetChild, "main")),
  ];
}

function sending() {
  aloud = () => "";
  return [make("h1", { tabindex: "-1" }, say().sending)];
}

function thanks() {
  aloud = () => [say().thanks, say().pass, told(), say().harm].join(" ");
  return [
    drawing("face-5", "middle"),
    make("h1", { tabindex: "-1" }, say().thanks),
    words(told()),
    words(say().harm, "note"),
    words(say().pass),
    counts(),
    foot(button(say().next_child, forgetChild, "main")),
  ];
}

// Either the child whose words they are, or the adult once the child has passed the telephone on.
function rewrite() {
  const { item, isAdult } = adult;
  const asked = data.questions.find((each) => each.code === item.code);
  const again = button(say().send_again, () => settle(main.querySelector("textarea").value.trim()), "main");
  aloud = () => say()[`change_${item.kind}`] || say().change;
  return [
    make("h1", { tabindex: "-1" }, isAdult ? say().adult_title : say().change_title),
    words(aloud(), "note"),
    make("p", { id: "asked" }, asked ? inWords(asked.text) : ""),
    typing(item.text, again),
    foot(button(say().leave_out, () => settle("")), again),
  ];
}

async function settle(text) {
  const { item, isAdult } = adult;
  adult = null;
  if (text) queue.add(item.key, {}, { [item.code]: text }, false);
  queue.settle(item);
  if (!text && !isAdult) return show(thanks);
  if (!text) return show(start);
  await sendFor(item.key);
  if (isAdult && screen === rewrite) adult.isAdult = true;
  return null;
}

function forAdults() {
  aloud = () => "";
  const openIt = () => {
    adult = { item: queue.aside()[0], isAdult: true };
    show(rewrite);
  };
  return [
    make("h1", { tabindex: "-1" }, say().adult_title),
    words(say().adult_why),
    foot(button(say().back, () => show(start)), button(say().adult_open, openIt, "main")),
  ];
}

function closed() {
  aloud = () => [say().closed, told(), say().harm].join(" ");
  leaveNothing();
  return [
    drawing("face-5", "middle"),
    make("h1", { tabindex: "-1" }, say().closed),
    words(told()),
    words(say().harm, "note"),
    counts(),
  ];
}

const told = () => say().promise.replace("{day}", data.promise[lang]);
const foot = (...parts) => make("div", { class: "foot" }, ...parts);

function counts() {
  const shown = make("div", { class: "count", "data-counts": true, role: "status" });
  const line = (text, number) => shown.append(make("p", {}, `${text} `, make("b", {}, String(number))));
  const waiting = queue.waiting().length;
  if (queue.figure("answered")) line(say().answered, queue.figure("answered"));
  if (waiting) {
    line(say().waiting, waiting);
    shown.append(words(say().will_be_sent));
  }
  if (queue.figure("untaken")) line(say().untaken, queue.figure("untaken"));
  if (queue.aside().length) shown.append(button(say().adult_button, () => show(forAdults), "plain"));
  return shown;
}

// Once it is over and everything is sent, this telephone keeps no trace of it.
function leaveNothing() {
  if (queue.waiting().length || queue.aside().length) return;
  queue.forget();
  if (window.caches) caches.open("tongping-telephone").then((kept) => kept.delete(place, { ignoreVary: true }));
}

// --- what happens by itself

// So that the page opens again without a connection. Where a browser cannot, what waits is there all the same.
async function keepPage() {
  await navigator.serviceWorker.register("/v/worker.js", { scope: "/v/" });
  const kept = await caches.open("tongping-telephone");
  if (!(await kept.match(place, { ignoreVary: true }))) await kept.add(place);
}

function leave() {
  adult = null;
  child = null;
  show(start);
}

addEventListener("pagehide", leave);
// An attempt under way may have begun before the connection was back, and fails then.
addEventListener("online", () => send().then((said) => said || send()));
document.addEventListener("visibilitychange", () => {
  if (!document.hidden && queue.waiting().length) send();
});
setInterval(() => {
  if (queue.waiting().length) send();
  if (!isOpen() && [start, thanks].includes(screen)) show(closed);
}, AGAIN);

draw();
if (queue.waiting().length) send();
if (navigator.serviceWorker && data.open)
  addEventListener("load", () => keepPage().catch(() => {}));
