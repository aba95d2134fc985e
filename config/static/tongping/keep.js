"use strict";

// Words that are not saved stay in this browser: under the person who wrote them, form by form, until the server has them.
// form[data-keep] is kept with every change and sent again when its page is next opened; with data-hold it only comes
// back into the form, for what others will read at once is sent by hand.
(() => {
  const user = document.body.dataset.user;
  if (!user) return;

  const PREFIX = "tongping:words:";
  const MINE = `${PREFIX}${user}:`;
  const LOAD = `${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const LONGEST_MS = 14 * 24 * 3600 * 1000;
  const AGAIN_MS = 5000;
  const NEVER = new Set(["csrfmiddlewaretoken"]);
  const VERSION = /(^|-)version$/;

  const nameOf = (form) => `${MINE}${form.getAttribute("action")}|`;
  const keyOf = (form) => nameOf(form) + LOAD;
  const MARKS = new RegExp(`^tongping:check:[^:]+:${user}:`); // what marks.js keeps
  const keys = (start) => Object.keys(localStorage).filter((key) => key.startsWith(start));

  function read(key) {
    try {
      const kept = JSON.parse(localStorage.getItem(key));
      return kept && Array.isArray(kept.fields) && typeof kept.at === "number" ? kept : null;
    } catch {
      return null;
    }
  }

  function fieldsOf(form) {
    return [...new FormData(form)].filter(([name, value]) => typeof value === "string" && !NEVER.has(name));
  }

  function keep(form) {
    const kept = { at: Date.now(), page: location.pathname, title: form.dataset.keep || document.title, fields: fieldsOf(form) };
    try {
      localStorage.setItem(keyOf(form), JSON.stringify(kept));
    } catch {
      form.dataset.full = ""; // no room: the warning before leaving is all there is
    }
  }

  function release(form) {
    localStorage.removeItem(keyOf(form));
  }

  const words = (fields) => JSON.stringify(fields.filter(([name]) => !VERSION.test(name)));

  // Put into a form what was kept of it, its version included: whoever wrote in between will not be overwritten unasked.
  function restore(form, fields) {
    const values = new Map();
    for (const [name, value] of fields) values.set(name, [...(values.get(name) || []), value]);
    for (const control of form.elements) {
      if (!control.name || NEVER.has(control.name) || control.type === "file" || control.type === "submit") continue;
      const given = values.get(control.name) || [];
      if (control.type === "checkbox" || control.type === "radio") control.checked = given.includes(control.value);
      else control.value = given[0] ?? "";
    }
  }

  // The newest of what other pages, closed or not, have left of this form; once it is saved the next one follows.
  function bringBack(form) {
    for (const key of keys(nameOf(form)).filter((each) => each !== keyOf(form))) {
      const kept = read(key);
      if (!kept || words(kept.fields) === words(fieldsOf(form))) localStorage.removeItem(key);
    }
    const left = keys(nameOf(form)).filter((each) => each !== keyOf(form));
    const [newest] = left.map((key) => [read(key).at, key]).sort((one, other) => other[0] - one[0]);
    if (!newest) return;
    restore(form, read(newest[1]).fields);
    localStorage.removeItem(newest[1]);
    keep(form);
    const fold = form.closest("details");
    if (fold) fold.open = true;
    form.dispatchEvent(new Event("input", { bubbles: true }));
    if (!("hold" in form.dataset)) form.requestSubmit();
  }

  function settle(root) {
    for (const form of root.querySelectorAll("form[data-keep]")) {
      if ("unsaved" in form.dataset) form.dispatchEvent(new Event("input", { bubbles: true }));
      else if (!form.querySelector(".conflict")) bringBack(form);
    }
  }

  // Of forms on other pages, and of forms that are no longer there: what is kept, where it belongs, and a way to let it go.
  function tell() {
    const place = document.getElementById("kept");
    const here = new Set([...document.querySelectorAll("form[data-keep]")].map((form) => nameOf(form)));
    const elsewhere = keys(MINE).filter((key) => !here.has(key.slice(0, key.lastIndexOf("|") + 1)));
    if (!place || !elsewhere.length) return;
    const list = place.querySelector("ul");
    for (const key of elsewhere) {
      const kept = read(key);
      if (!kept) continue;
      const row = place.querySelector("template").content.cloneNode(true);
      const link = row.querySelector("a");
      link.textContent = kept.title;
      link.href = kept.page;
      row.querySelector("pre").textContent = kept.fields
        .filter(([name, value]) => value && !VERSION.test(name))
        .map(([, value]) => value)
        .join("\n");
      row.querySelector("button").addEventListener("click", (event) => {
        localStorage.removeItem(key);
        event.target.closest("li").remove();
        place.hidden = !list.children.length;
      });
      list.append(row);
    }
    place.hidden = !list.children.length;
  }

  function forgetOld() {
    for (const key of keys(PREFIX)) {
      const kept = read(key);
      if (!kept || Date.now() - kept.at > LONGEST_MS) localStorage.removeItem(key);
    }
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form || event.target.closest("form");
    if (form && "keep" in form.dataset && event.target.type !== "file") keep(form);
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form[data-keep]");
    const shown = event.detail.xhr.getResponseHeader("HX-Retarget");
    if (!form || !event.detail.successful || shown || "dirty" in form.dataset) return;
    release(form);
    if (form.isConnected) bringBack(form);
  });
  document.addEventListener("htmx:load", (event) => settle(event.target)); // also once the page is there: on its body
  document.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-let-go]");
    const form = choice && choice.closest("form[data-keep]");
    if (form) for (const key of keys(nameOf(form))) localStorage.removeItem(key);
    if (form) delete form.dataset.dirty;
  });

  // Whoever signs out leaves nothing behind for the next person at this machine.
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("form[data-sign-out]")) return;
    const mine = keys("").filter((key) => key.startsWith(MINE) || MARKS.test(key));
    if (mine.length && !window.confirm(document.body.dataset.sayLeaving)) {
      event.preventDefault();
      return;
    }
    for (const key of mine) localStorage.removeItem(key);
  });

  setInterval(() => {
    if (!navigator.onLine) return;
    for (const form of document.querySelectorAll("form[data-retry]:not([data-sending])")) form.requestSubmit();
  }, AGAIN_MS);

  forgetOld();
  tell();
})();
