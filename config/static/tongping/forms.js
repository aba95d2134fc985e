"use strict";

// Words are never lost in silence: the form says what is saved, warns before leaving, and is sent again after a lost network.
(() => {
  const UNSAVED = "form[data-dirty], form[data-sending], form[data-guard]:has(.has-error)";
  const SECOND_PRESS_MS = 3000;
  const STATES = {
    unsaved: "is-unsaved",
    saving: "is-saving",
    offline: "is-failed",
    failed: "is-failed",
    refused: "is-failed",
    ended: "is-failed",
  };
  const words = (state) => document.body.dataset[`say${state[0].toUpperCase()}${state.slice(1)}`];

  function say(form, state) {
    const linked = form.id ? document.querySelector(`.save-state[data-for="${form.id}"]`) : null;
    const places = [form.querySelector(".save-state"), linked].filter(Boolean);
    for (const place of places) {
      place.className = `save-state ${STATES[state]}`;
      place.textContent = words(state);
      if (state === "ended") place.append(" ", signInAgain());
    }
    return places.length > 0;
  }

  // Back to this very place, where the kept words are sent.
  function signInAgain() {
    const link = document.createElement("a");
    link.href = `${document.body.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
    link.textContent = words("again");
    link.addEventListener("click", () => {
      for (const form of document.querySelectorAll(UNSAVED)) if ("keep" in form.dataset) delete form.dataset.dirty;
    });
    return link;
  }

  function announce(state) {
    const notice = document.createElement("div");
    notice.className = "notice toast is-error";
    notice.setAttribute("role", "alert");
    notice.append(Object.assign(document.createElement("p"), { textContent: words(state) }));
    document.getElementById("messages").replaceChildren(notice);
  }

  // What was refused before has now been taken: its errors go; a file's refusal beside it stays to be read.
  function forgive(form) {
    for (const trouble of form.querySelectorAll(".conflict, .errorlist, .notice.is-error")) {
      if (!trouble.closest("[data-apart]")) trouble.remove();
    }
    for (const field of form.querySelectorAll(".has-error")) field.classList.remove("has-error");
    for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  }

  function failed(event, state) {
    const form = event.target.closest("form");
    if (form && state === "offline") form.dataset.retry = "";
    if (!form || !say(form, state)) announce(state);
  }

  document.addEventListener("input", (event) => {
    const form = event.target.form || event.target.closest("form");
    if (!form || !("guard" in form.dataset)) return;
    form.dataset.dirty = "";
    say(form, "unsaved");
  });

  // The second half of a double click would only be refused, and that refusal is what the person would see.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented) return;
    if (event.timeStamp - form.dataset.sentAt < SECOND_PRESS_MS) {
      event.preventDefault();
      return;
    }
    form.dataset.sentAt = event.timeStamp;
    delete form.dataset.dirty;
  });

  window.addEventListener("beforeunload", (event) => {
    if (document.querySelector(UNSAVED)) event.preventDefault();
  });

  window.addEventListener("online", () => {
    for (const form of document.querySelectorAll("form[data-retry]")) form.requestSubmit();
  });

  document.addEventListener("htmx:beforeRequest", (event) => {
    const form = event.target.closest("form");
    if (!form) return;
    delete form.dataset.retry;
    delete form.dataset.dirty;
    form.dataset.sending = "";
    say(form, "saving");
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form");
    if (!form) return;
    delete form.dataset.sending;
    if (event.detail.successful) forgive(form);
    else form.dataset.dirty = "";
    const { status } = event.detail.xhr;
    if ("dirty" in form.dataset && (event.detail.successful || status === 409 || status === 422)) say(form, "unsaved");
  });
  document.addEventListener("htmx:sendError", (event) => failed(event, "offline"));
  document.addEventListener("htmx:timeout", (event) => failed(event, "offline"));
  document.addEventListener("htmx:responseError", (event) => {
    const { status } = event.detail.xhr;
    const kept = event.target.closest("form[data-keep]");
    const gone = [401, 403].includes(status);
    failed(event, gone && kept ? "ended" : gone || status === 404 ? "refused" : "failed");
  });

  if (!CSS.supports("field-sizing", "content")) {
    const grow = (area) => {
      area.style.height = "auto";
      area.style.height = `${area.scrollHeight + 2}px`;
    };
    const growAll = (root) => root.querySelectorAll("textarea[data-autosize]").forEach(grow);
    document.addEventListener("input", (event) => event.target.matches("textarea[data-autosize]") && grow(event.target));
    document.addEventListener("htmx:load", (event) => growAll(event.target));
    growAll(document);
  }
})();
