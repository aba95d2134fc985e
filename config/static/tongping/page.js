"use strict";

// Small habits of every page.
(() => {
  const wide = window.matchMedia("(min-width: 64rem)");

  function settle(root) {
    for (const button of root.querySelectorAll("[data-close], [data-print]")) button.hidden = false;
    if (wide.matches) for (const details of root.querySelectorAll("details[data-open-wide]")) details.open = true;
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-close]")) event.target.closest(".notice").remove();
    if (event.target.closest("[data-print]")) window.print();
    for (const popover of document.querySelectorAll("details[data-popover][open]")) {
      if (!popover.contains(event.target)) popover.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    const popover = event.key === "Escape" && document.querySelector("details[data-popover][open]");
    if (!popover) return;
    popover.open = false;
    popover.querySelector("summary").focus();
  });

  // A link to a folded card opens it.
  function unfold() {
    const card = location.hash && document.getElementById(location.hash.slice(1));
    const fold = card && card.querySelector("details.fold");
    if (fold) fold.open = true;
  }

  // A page that refuses begins where the trouble is, however far down.
  function point() {
    const [visit] = performance.getEntriesByType("navigation");
    if (!visit || !(visit.responseStatus >= 400)) return;
    const trouble = document.querySelector("#main form :is(.notice.is-error, .has-error), #main [role=alert]");
    if (trouble && trouble.getBoundingClientRect().bottom > innerHeight) trouble.scrollIntoView({ block: "center" });
  }

  window.addEventListener("hashchange", unfold);
  document.addEventListener("htmx:load", (event) => settle(event.target));
  settle(document);
  unfold();
  point();
})();
