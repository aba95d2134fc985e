"use strict";

// data-confirm="dialog id": the dialog repeats the consequence; only its "yes" lets the press through.
document.addEventListener(
  "click",
  (event) => {
    const button = event.target.closest("[data-confirm]");
    const dialog = button && document.getElementById(button.dataset.confirm);
    if (!dialog || "confirmed" in button.dataset) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (button.form && !button.form.reportValidity()) return;
    dialog.returnValue = "";
    dialog.addEventListener(
      "close",
      () => {
        if (dialog.returnValue !== "yes") return;
        button.dataset.confirmed = "";
        button.click();
        delete button.dataset.confirmed;
      },
      { once: true },
    );
    dialog.showModal();
  },
  true,
);
