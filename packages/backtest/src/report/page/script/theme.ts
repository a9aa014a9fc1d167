/** Light or dark: as the system says, until the button is pressed. */
export const THEME_SCRIPT = `
function followTheme(redraw) {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const button = $("theme");
  const dark = () => (root.dataset.theme ?? (system.matches ? "dark" : "light")) === "dark";
  const name = () => {
    button.textContent = dark() ? "Light" : "Dark";
    button.setAttribute("aria-label", "Use " + (dark() ? "light" : "dark") + " colours");
  };
  button.addEventListener("click", () => {
    root.dataset.theme = dark() ? "light" : "dark";
    name();
    redraw();
  });
  system.addEventListener("change", () => {
    name();
    redraw();
  });
  name();
  button.hidden = false;
}
`;
