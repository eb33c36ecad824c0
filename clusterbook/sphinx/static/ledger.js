// The ledger is a plain table; with JavaScript three menus narrow it.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector(".ledger-filters");
  if (!form) return;
  const rows = [...document.querySelectorAll("table.ledger tbody tr")];
  const menus = [...form.querySelectorAll("select")];
  const output = form.querySelector("output");
  const narrow = () => {
    let shown = 0;
    for (const row of rows) {
      const fits = menus.every((menu) => !menu.value || row.dataset[menu.dataset.filter] === menu.value);
      row.hidden = !fits;
      shown += fits;
    }
    output.textContent = `${shown} / ${rows.length}`;
  };
  form.hidden = false;
  form.addEventListener("change", narrow);
  narrow();
});
