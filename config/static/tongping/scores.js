"use strict";

// *Save and next* on an expert's sheet: the button, or Ctrl+Enter anywhere in its form. With each saving the server says
// where the next open indicator is; one goes there once nothing of the form is still on its way.
(() => {
  document.addEventListener("keydown", (event) => {
    const form = event.target.closest("form[data-next]");
    if (!form || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    form.querySelector("[data-go]").click();
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("form[data-next] [data-go]");
    if (button) button.form.dataset.going = "";
  });

  document.addEventListener("score-saved", (event) => {
    event.target.closest("form").dataset.next = event.detail.next;
  });

  document.addEventListener("htmx:afterRequest", (event) => {
    const form = event.target.closest("form[data-going]");
    if (!form) return;
    if (!event.detail.successful) {
      delete form.dataset.going;
      return;
    }
    setTimeout(() => {
      if ("sending" in form.dataset || "dirty" in form.dataset) return;
      delete form.dataset.going;
      goOn(form, new URL(form.dataset.next, location.href));
    });
  });

  function goOn(form, place) {
    if (place.pathname !== location.pathname) {
      location.assign(place);
      return;
    }
    form.closest("details").open = false;
    history.replaceState(null, "", place);
    arrive();
  }

  // At the indicator that the address names, ready for the next key.
  function arrive() {
    const form = location.hash && document.querySelector(`[id="${location.hash.slice(1)}"] form[data-next]`);
    if (!form) return;
    form.closest("details").open = true;
    form.closest("article").scrollIntoView();
    form.querySelector("[data-impact] input:checked, [data-impact] input").focus({ preventScroll: true });
  }

  // The browser takes the focus to the place named in the address once more before the page has loaded.
  window.addEventListener("load", arrive);
})();
